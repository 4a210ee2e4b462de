"""The search over everything: the same address for the dialog and, without scripts, as a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from apps.core.finding import found_for


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What `?q=` finds for this user."""
    text = request.GET.get("q", "")
    is_part = bool(getattr(request, "htmx", False))
    template = "core/_found.html" if is_part else "core/search.html"
    context = {"text": text.strip(), "groups": found_for(request.user, text), "is_part": is_part}
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    response["Cache-Control"] = "no-store"
    return response
