"""Puts the caller and the request id into the history; records what oversight reads, and what anybody was refused."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pghistory
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from apps.audit.denials import record_denial
from apps.audit.models import Reading
from apps.core.traces import is_untraced
from apps.firewall.middleware import WITHOUT_SIDE
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side

GetResponse = Callable[[HttpRequest], HttpResponse]
#: One's own preferences and messages: no content of either side.
WITHOUT_CONTENT = {"users", "notifications"}
#: What a page asks again and again without anybody doing anything.
ASKED_BY_ITSELF = {"notifications:bell"}
#: The title stands at the beginning of every page.
HEAD = 4_000
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def RecordWho(get_response: GetResponse) -> GetResponse:
    """Wrap each request in a history context. It stands outside the firewall: its own write outlives a rollback."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if is_untraced(request.path_info):
            return get_response(request)
        with pghistory.context(request=request.request_id):  # type: ignore[attr-defined]
            response = get_response(request)
        if is_reading_of_content(request, response):
            record_reading(request, title_of(response))
        record_denial(request, response)
        return response

    return middleware


def is_reading_of_content(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether somebody on the oversight side was just shown a page that may hold content.

    Whatever they open as somebody else counts. Else told by exclusion: pages of shared apps host panels
    of both sides, and a new app is recorded without a thought.
    """
    match = request.resolver_match
    if match is not None and seen_as(request) is not None:
        return match.view_name not in ASKED_BY_ITSELF
    if match is None or response.status_code != 200 or getattr(request.user, "side", None) != Side.OVERSIGHT:
        return False
    return not request.path_info.startswith(WITHOUT_SIDE) and match.app_name not in WITHOUT_CONTENT


def seen_as(request: HttpRequest) -> Any:
    """As whom a compliance officer looks in this request; None when as themselves, or when it is somebody else."""
    viewing = getattr(request, "viewing", None)
    return viewing.person if viewing is not None else None


def title_of(response: HttpResponse) -> str:
    """What the page called itself to its reader, with the thing's name; empty for what is no page."""
    if response.streaming or "html" not in response.get("Content-Type", ""):
        return ""
    found = TITLE.search(response.content[:HEAD].decode("utf-8", "replace"))
    words = " ".join(unescape(found[1]).split()) if found else ""
    return words.removesuffix(f" · {settings.BRAND_NAME}")[:200]


def record_reading(request: HttpRequest, title: str) -> None:
    """Write one Reading in a transaction of its own."""
    match = request.resolver_match
    with acting_as(Side.OVERSIGHT):
        Reading.objects.create(
            reader_id=str(request.user.pk),
            page=match.view_name if match else "",
            title=title,
            path=request.path[:300],
            request_id=request.request_id,  # type: ignore[attr-defined]
            viewed_as=seen_as(request),
        )
