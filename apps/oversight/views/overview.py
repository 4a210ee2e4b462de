"""What a compliance officer looks at first."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.oversight import policies
from apps.oversight.overview import clocks_for, proofs_for
from apps.users.requests import user_of


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What waits, what is late, and what the last proofs of the wall said."""
    user = user_of(request)
    policies.may_oversee(user).require()
    context = {"clocks": clocks_for(user), "version": settings.PRODUCT_VERSION, **proofs_for(user)}
    return render(request, "oversight/overview.html", context)
