"""Counts what people asked for and did not get: refused, not visible, or stopped by the database itself."""

import sys
from typing import Any

from django.core.signals import got_request_exception
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from psycopg2.errors import InsufficientPrivilege

from apps.audit.models import DeniedAttempt
from apps.core.traces import is_untraced
from apps.firewall.middleware import WITHOUT_SIDE
from apps.firewall.roles import acting_as

Kind = DeniedAttempt.Kind
KINDS = {403: Kind.REFUSED, 404: Kind.HIDDEN}
_MARK = "was_stopped_by_the_database"


@receiver(got_request_exception)
def notice(sender: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Remember on the request that the database said "permission denied": the answer is a plain 500."""
    error: BaseException | None = sys.exc_info()[1]
    while error is not None:
        if isinstance(error, InsufficientPrivilege) and request is not None:
            setattr(request, _MARK, True)
        error = error.__cause__


def record_denial(request: HttpRequest, response: HttpResponse) -> None:
    """Write one attempt in a transaction of its own, under the side of who tried, which may add and not read.

    Addresses that lead nowhere are typing errors and count for nothing; nor does who is not signed in, or what
    compliance meets while it looks at the product as somebody else.
    """
    user: Any = request.user
    kind = Kind.DATABASE if hasattr(request, _MARK) else KINDS.get(response.status_code)
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
