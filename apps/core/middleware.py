"""Request id, what is read once for a page, and content security policy."""

import re
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from apps.core.once import remembering

#: Only a UUID is taken over: the id stands in histories that both sides read, and must carry no words across.
_WELL_FORMED = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
GetResponse = Callable[[HttpRequest], HttpResponse]

#: Everything is served by ourselves; no inline script or style runs, so an injected one cannot either.
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


def RequestId(get_response: GetResponse) -> GetResponse:
    """Take a well-formed `X-Request-Id` or make one; it goes into the answer and every history row."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        request.request_id = given if _WELL_FORMED.fullmatch(given) else str(uuid.uuid4())  # type: ignore[attr-defined]
        response = get_response(request)
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        return response

    return middleware


def ReadOnce(get_response: GetResponse) -> GetResponse:
    """A page that only shows reads what its parts share once; a request that may write reads it each time."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return get_response(request)
        with remembering():
            return get_response(request)

    return middleware


def ContentSecurityPolicy(get_response: GetResponse) -> GetResponse:
    """Add the policy to every answer, and keep personal data out of every cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if not request.path_info.startswith("/static/"):
            response.setdefault("Cache-Control", "no-store")
        return response

    return middleware
