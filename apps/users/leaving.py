"""Leaving a browser: nothing that was typed stays behind for whoever signs in next."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def clearing_the_browser(view: View) -> View:
    """Tell the browser to drop what pages stored on the device (copies of drafts) when a POST ends the session."""

    @wraps(view)
    def leaving(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            response["Clear-Site-Data"] = '"storage"'
        return response

    return leaving
