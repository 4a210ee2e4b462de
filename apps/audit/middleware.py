"""Puts the caller and the request id into the history, and records what oversight reads."""

from collections.abc import Callable

import pghistory
from django.apps import apps
from django.http import HttpRequest, HttpResponse

from apps.audit.models import Reading
from apps.firewall.registry import side_of
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side

GetResponse = Callable[[HttpRequest], HttpResponse]
CONTENT = {Side.MEDICAL, Side.COMMERCIAL, Side.SAFETY}


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
    """Whether somebody on the oversight side was just shown a page of an app that holds content."""
    match = request.resolver_match
    if match is None or response.status_code != 200 or getattr(request.user, "side", None) != Side.OVERSIGHT:
        return False
    return match.app_name in content_apps()


def content_apps() -> set[str]:
    """Apps with a table of a content side."""
    return {model._meta.app_label for model in apps.get_models() if side_of(model) in CONTENT}


def record_reading(request: HttpRequest) -> None:
    """Write one Reading in a transaction of its own."""
    match = request.resolver_match
    with acting_as(Side.OVERSIGHT):
        Reading.objects.create(
            reader_id=request.user.pk,
            page=match.view_name if match else "",
            path=request.path[:300],
            request_id=request.request_id,  # type: ignore[attr-defined]
        )
