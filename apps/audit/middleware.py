"""Puts the caller and the request id into the history, and records what oversight reads."""

from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse

from apps.audit.models import Reading
from apps.firewall.middleware import WITHOUT_SIDE
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side

GetResponse = Callable[[HttpRequest], HttpResponse]
#: One's own preferences and messages: no content of either side.
WITHOUT_CONTENT = {"users", "notifications"}


def RecordWho(get_response: GetResponse) -> GetResponse:
    """Wrap each request in a history context. It stands outside the firewall: its own write outlives a rollback."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with pghistory.context(request=request.request_id):  # type: ignore[attr-defined]
            response = get_response(request)
        if is_reading_of_content(request, response):
            record_reading(request)
        return response

    return middleware


def is_reading_of_content(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether somebody on the oversight side was just shown a page that may hold content.

    Told by exclusion: pages of shared apps host panels of both sides, and a new app is recorded without a thought.
    """
    match = request.resolver_match
    if match is None or response.status_code != 200 or getattr(request.user, "side", None) != Side.OVERSIGHT:
        return False
    return not request.path_info.startswith(WITHOUT_SIDE) and match.app_name not in WITHOUT_CONTENT


def record_reading(request: HttpRequest) -> None:
    """Write one Reading in a transaction of its own."""
    match = request.resolver_match
    with acting_as(Side.OVERSIGHT):
        Reading.objects.create(
            reader_id=str(request.user.pk),
            page=match.view_name if match else "",
            path=request.path[:300],
            request_id=request.request_id,  # type: ignore[attr-defined]
        )
