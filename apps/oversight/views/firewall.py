"""The wall: what is declared, what the last proofs found, and what was refused."""

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.audit.models import DeniedAttempt
from apps.audit.queries import denials_by_day, denials_for
from apps.core.paging import page_of
from apps.core.visible import found_or_404
from apps.firewall.cluster import differences
from apps.firewall.explain import matrix_rows
from apps.firewall.grants import expected_grants
from apps.firewall.sides import LABELS, ROLES
from apps.oversight import policies, queries
from apps.users.requests import user_of

SORTS = {"-when": ("-created_at", "-id"), "when": ("created_at", "id")}
#: How many days of refusals, and how many proofs, the page shows.
DAYS = 14
PROOFS = 5


@require_safe
def firewall(request: HttpRequest) -> HttpResponse:
    """The matrix, the live grants compared with it at this moment, and the last proofs with their versions."""
    user = user_of(request)
    policies.may_oversee(user).require()
    context = {
        "roles": ROLES,
        "matrix": matrix_rows(),
        "differences": differences(),
        "grants": len(expected_grants()),
        "version": settings.PRODUCT_VERSION,
        "audits": queries.grant_audits_for(user)[:PROOFS],
        "leak_tests": queries.leak_tests_for(user)[:PROOFS],
        "denials": [_in_words(row) for row in denials_by_day(user, DAYS)],
        "days": DAYS,
    }
    return render(request, "oversight/firewall.html", context)


def _in_words(row: dict[str, Any]) -> dict[str, Any]:
    """What was refused on a day, with the words of its side and of who refused."""
    side, kind = row["user_side"], row["kind"]
    return row | {"side": LABELS.get(side, side), "how": dict(DeniedAttempt.Kind.choices).get(kind, kind)}


@require_safe
def denied(request: HttpRequest) -> HttpResponse:
    """Each attempt that was refused, the newest first."""
    user = user_of(request)
    policies.may_oversee(user).require()
    page = page_of(denials_for(user), request, sorts=SORTS, default="-when")
    return render(request, "oversight/denied.html", {"page": page, "sort": page.sort})


@require_safe
def person(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Whom a concern is about, and what was refused to them."""
    user = user_of(request)
    policies.may_oversee(user).require()
    somebody = found_or_404(queries.person_for(user, id))
    page = page_of(denials_for(user).filter(user=somebody), request, sorts=SORTS, default="-when")
    return render(request, "oversight/denied.html", {"page": page, "sort": page.sort, "person": somebody})
