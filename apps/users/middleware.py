"""Pages speak in the user's own time zone, and wait for a second factor where the role must have one."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from apps.users.callers import API
from apps.users.second_factor import is_missing

GetResponse = Callable[[HttpRequest], HttpResponse]


def ActivateTimeZone(get_response: GetResponse) -> GetResponse:
    """Activate the signed-in user's zone for this request; nobody signed in: UTC."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with timezone.override(getattr(request.user, "time_zone", "UTC")):
            return get_response(request)

    return middleware


#: What somebody may open who still has to set one up: that, confirming who they are, and leaving.
WHILE_MISSING = (
    "mfa_index",
    "account_reauthenticate",
    "account_logout",
    "account_sign_out_everywhere",
    "healthz",
    "readyz",
)


@cache
def _open_while_missing() -> tuple[str, ...]:
    """How addresses begin that stay open; what belongs to setting one up stands below `mfa_index`."""
    return settings.STATIC_URL, *map(reverse, WHILE_MISSING)


def RequireSecondFactor(get_response: GetResponse) -> GetResponse:
    """Lead who lacks a required second factor to its set-up. Stands outside the firewall: no side may look it up."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if (
            not user.is_authenticated
            or request.path.startswith(_open_while_missing())
            or not is_missing(user)
        ):
            return get_response(request)
        if request.path_info.startswith(API):
            return _problem()
        if getattr(request, "htmx", False):
            return HttpResponseClientRedirect(reverse("mfa_index"))
        return redirect("mfa_index")

    return middleware


def _problem() -> HttpResponse:
    """In the form that every refusal of the API has."""
    told = {
        "type": "about:blank",
        "title": _("A second factor is missing"),
        "status": 403,
        "detail": _("Your role needs a second factor. Set one up under %(address)s.")
        % {"address": reverse("mfa_index")},
    }
    return JsonResponse(told, status=403, content_type="application/problem+json")
