"""One request, one transaction, one side."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string

from apps.firewall.roles import acting_as

#: Pages that work with sessions, passwords and tokens (IDENTITY tables), which no side's role may touch.
#: A test holds this list against the URLs of the product.
WITHOUT_SIDE = ("/account/", "/oauth/", "/healthz", "/readyz", "/static/")

#: Requests that change nothing.
READING = {"GET", "HEAD", "OPTIONS"}


class FirewallMiddleware:
    """The innermost middleware: finds out who calls while still on no side, then takes that caller's side.

    Who was moved to another side since then is sent to sign in before anything is written.

    Whatever the answer is, the role ends with the transaction. An answer of 500 and above rolls everything back:
    templates and API answers are rendered after the view's own savepoint was released, and would otherwise commit
    a half-done write.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.resolve_caller: Callable[[HttpRequest], Any] = import_string(settings.FIREWALL_CALLER)
        self.hold: Callable[[Any], bool] = import_string(settings.FIREWALL_HOLD)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(WITHOUT_SIDE):
            return self.get_response(request)
        caller = self.resolve_caller(request)
        if caller is None:
            return self.get_response(request)
        with acting_as(caller.side):
            if request.method not in READING and not self.hold(caller):
                return redirect(settings.LOGIN_URL)
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response
