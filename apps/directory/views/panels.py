"""Panels that higher apps offer to the pages of the directory."""

from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from apps.core.registry import panels_for
from apps.users.requests import user_of


def panels(request: HttpRequest, thing: Any, page: str, column: str) -> list[dict[str, Any]]:
    """What the reader may see, rendered; a panel that has nothing to say is left out."""
    found = [
        {"name": panel.name, "title": panel.title, "html": SafeString(panel.render(request, thing))}
        for panel in panels_for(user_of(request), page, column)
    ]
    return [panel for panel in found if panel["html"].strip()]
