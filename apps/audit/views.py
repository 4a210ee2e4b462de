"""History pages, and the list of what oversight has read."""

import uuid
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from apps.audit import policies, queries
from apps.audit.filters import ReadingFilter
from apps.audit.history import history_of
from apps.audit.registry import tracked
from apps.core.paging import page_of

SORTS = {"-when": ("-created_at", "-id"), "when": ("created_at", "id")}


@require_safe
def history(request: HttpRequest, word: str, key: uuid.UUID) -> HttpResponse:
    """Who did what to one thing, newest first."""
    source = tracked(word)
    thing = source.find(request.user, key) if source else None
    if source is None or thing is None:
        raise Http404
    page = history_of(request.user, source, thing, until=_moment(request.GET.get("until", "")))
    back = thing.get_absolute_url() if hasattr(thing, "get_absolute_url") else ""
    return render(
        request, "audit/history.html", {"source": source, "thing": thing, "page": page, "back": back}
    )


@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """Who on the oversight side opened which page, and when."""
    policies.may_read_readings(request.user).require()
    found = ReadingFilter(request.GET, queryset=queries.readings_for(request.user), request=request)
    page = page_of(found.qs, request, sorts=SORTS, default="-when")
    return render(request, "audit/readings.html", {"filter": found, "page": page, "sort": page.sort})


def _moment(text: str) -> datetime | None:
    """Where an older page starts; anything else shows the newest."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None
