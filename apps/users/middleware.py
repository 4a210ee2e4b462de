"""Pages speak in the user's own time zone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

GetResponse = Callable[[HttpRequest], HttpResponse]


def ActivateTimeZone(get_response: GetResponse) -> GetResponse:
    """Activate the signed-in user's zone for this request; nobody signed in: UTC."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with timezone.override(getattr(request.user, "time_zone", "UTC")):
            return get_response(request)

    return middleware
