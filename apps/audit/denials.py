"""Counts what people asked for and did not get: refused, not visible, or stopped by the database itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from psycopg2.errors import InsufficientPrivilege

from apps.audit.models import DeniedAttempt
from apps.core.traces import is_untraced
from apps.firewall.middleware import WITHOUT_SIDE
from apps.firewall.roles import acting_as
from apps.firewall.stopping import was_stopped_by

Kind = DeniedAttempt.Kind
KINDS = {403: Kind.REFUSED, 404: Kind.HIDDEN}


def record_denial(request: HttpRequest, response: HttpResponse) -> None:
    """Write one attempt in a transaction of its own, under the side of who tried, which may add and not read.

    Addresses that lead nowhere are typing errors and count for nothing; nor does who is not signed in, or what
    compliance meets while it looks at the product as somebody else.
    """
    user: Any = request.user
    kind = (
        Kind.DATABASE if was_stopped_by(request, InsufficientPrivilege) else KINDS.get(response.status_code)
    )
    match, path = request.resolver_match, request.path_info
    if kind is None or match is None or not user.is_authenticated or hasattr(request, "viewing"):
        return
    if path.startswith(WITHOUT_SIDE) or is_untraced(path) or match.view_name == "api_unknown":
        return
    with acting_as(user.side):
        DeniedAttempt(
            user_id=user.pk,
            user_side=user.side,
            page=match.view_name[:100],
            method=str(request.method)[:10],
            kind=kind,
        ).save(force_insert=True)
