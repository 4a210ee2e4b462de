"""Requests that a browser makes before anybody asked for the page."""

from django.http import HttpRequest

#: "Too early" (RFC 8470). A browser throws away what it fetched ahead with such an answer, and asks again when the
#: page is opened.
NOT_YET = 425
#: The first one is the standard (Fetch, section "Sec-Purpose"); the others are of older browsers.
_HEADERS = ("Sec-Purpose", "Purpose", "X-Moz")


def is_ahead_of_time(request: HttpRequest) -> bool:
    """Whether the page is fetched or drawn ahead of being opened."""
    return any("prefetch" in request.headers.get(name, "") for name in _HEADERS)
