"""Pages speak in the user's own time zone, and wait for a second factor where the role must have one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
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
    "/account/second-factor/",
    "/account/confirm/",
    "/account/sign-out/",
    "/account/sessions/end-all/",
    "/static/",
    "/healthz",
    "/readyz",
)


def RequireSecondFactor(get_response: GetResponse) -> GetResponse:
    """Lead who lacks a required second factor to its set-up. Stands outside the firewall: no side may look it up."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated or request.path_info.startswith(WHILE_MISSING) or not is_missing(user):
            return get_response(request)
        if request.path_info.startswith(API):
            return _problem()
        if getattr(request, "htmx", False):
            return HttpResponseClientRedirect("/account/second-factor/")
        return redirect("mfa_index")

    return middleware


def _problem() -> HttpResponse:
    """In the form that every refusal of the API has."""
    told = {
        "type": "about:blank",
        "title": _("A second factor is missing"),
        "status": 403,
        "detail": _("Your role needs a second factor. Set one up under /account/second-factor/."),
    }
    return JsonResponse(told, status=403, content_type="application/problem+json")
