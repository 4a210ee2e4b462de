"""Pages wait for who is not signed in or lacks a needed second factor, and speak in the user's own time zone."""

from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from apps.users.callers import API
from apps.users.second_factor import is_missing

GetResponse = Callable[[HttpRequest], HttpResponse]


class SignInFirst(LoginRequiredMiddleware):
    """Whoever is not signed in is sent to sign in, and comes back to a page.

    What a button sends to is often no page: who presses one after the session has ended comes back to where it stands.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        """As usual, but after a button to the page that says it was pressed there, if that is one of ours."""
        origin = f"{request.scheme}://{request.get_host()}/"
        came_from = request.headers.get("Referer", "")
        if request.method in {"GET", "HEAD"} or not came_from.startswith(origin):
            return super().handle_no_permission(request, view_func)
        page = urlsplit(came_from)._replace(scheme="", netloc="", fragment="").geturl()
        return redirect_to_login(page, self.get_login_url(view_func), self.get_redirect_field_name(view_func))


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
