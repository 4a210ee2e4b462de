"""One request, one transaction, one side."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, UnreadablePostError
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.module_loading import import_string

from apps.firewall.reading import make_read_only, wrote_nevertheless
from apps.firewall.roles import acting_as

#: Pages that work with sessions, passwords and tokens (IDENTITY tables), which no side's role may touch.
#: A test holds this list against the URLs of the product.
WITHOUT_SIDE = ("/account/", "/calendar/", "/oauth/", "/healthz", "/readyz", "/static/")

#: Requests that change nothing.
READING = {"GET", "HEAD", "OPTIONS"}
#: The mark of a view that receives the body itself.
_RECEIVES = "receives_the_body"
View = Callable[..., HttpResponse]


def receives_the_body(view: View) -> View:
    """For a view that streams a large body to its place: it holds its caller itself, once everything has arrived."""
    view.__dict__[_RECEIVES] = True
    return view


class FirewallMiddleware:
    """The innermost middleware: finds out who calls while still on no side, then takes that caller's side.

    Who was moved to another side since then is sent to sign in before anything is written. That is asked once the whole
    body has arrived: whoever sends it slowly would else be waited for.

    A compliance officer may look as somebody else (`FIREWALL_SEEN_AS` says as whom); then they read, and no more.

    Whatever the answer is, the role ends with the transaction. An answer of 500 and above rolls everything back:
    templates and API answers are rendered after the view's own savepoint was released, and would otherwise commit
    a half-done write.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.resolve_caller: Callable[[HttpRequest], Any] = import_string(settings.FIREWALL_CALLER)
        self.hold: Callable[[Any], bool] = import_string(settings.FIREWALL_HOLD)
        self.seen_as: Callable[[HttpRequest, Any], Any] = import_string(settings.FIREWALL_SEEN_AS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(WITHOUT_SIDE):
            return self.get_response(request)
        caller = self.resolve_caller(request)
        if caller is None:
            return self.get_response(request)
        seen = self.seen_as(request, caller)
        if isinstance(seen, HttpResponse):
            return seen
        return self._answer(request, caller) if seen is None else self._show(request, seen)

    def _answer(self, request: HttpRequest, caller: Any) -> HttpResponse:
        """On the side of the caller."""
        is_held = request.method not in READING and not _receives_the_body(request)
        try:
            is_whole = not is_held or _receive(request)
        except UnreadablePostError:
            return HttpResponseBadRequest()
        with acting_as(caller.side):
            if is_held and is_whole and not self.hold(caller):
                return redirect(settings.LOGIN_URL)
            response = self.get_response(request)
            if response.status_code >= 500 or not is_whole:
                transaction.set_rollback(True)
        return response

    def _show(self, request: HttpRequest, seen: Any) -> HttpResponse:
        """As somebody else sees it: under their side, where nothing can be written and nothing stays.

        Outside of this request, to the session and to whatever else stands around it, it is the caller's own.
        """
        if request.method not in READING:
            refused: HttpResponse = seen.refusal(request)
            return refused
        caller, request.user = request.user, seen.person
        request.viewing = seen  # type: ignore[attr-defined]
        try:
            with acting_as(seen.person.side):
                make_read_only()
                response = self.get_response(request)
                transaction.set_rollback(True)
        finally:
            request.user = caller
        return seen.refusal(request) if wrote_nevertheless(request) else response


def _receives_the_body(request: HttpRequest) -> bool:
    try:
        return hasattr(resolve(request.path_info).func, _RECEIVES)
    except Resolver404:
        return False


def _receive(request: HttpRequest) -> bool:
    """Wait for the body. False when it is larger than a form may be: the view says so, and nothing it does stays."""
    try:
        if request.content_type == "multipart/form-data":
            request.POST.keys()
        else:
            len(request.body)
    except RequestDataTooBig:
        return False
    return True
