"""Pages of the shared ground: the radar and one envelope."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.coordination.filters import TouchpointFilter
from apps.coordination.policies import may_see_contacts
from apps.coordination.queries import coming_first, touchpoints_for
from apps.core.paging import page_of
from apps.core.registry import panels_for
from apps.users.requests import user_of

#: Coming contacts shown at once; all of them are behind a link.
COMING = 25
SORTS = {"-start": ("-starts_at", "-id"), "start": ("starts_at", "id")}


@require_safe
def radar(request: HttpRequest) -> HttpResponse:
    """Who of us meets whom, where and when: every function, no content. What is near now stands first.

    Unless another order is asked for: the coming contacts, soonest first, and below them the past ones, newest first.
    """
    user = user_of(request)
    may_see_contacts(user).require()
    filters = TouchpointFilter(request.GET, touchpoints_for(user), request=request)
    is_near = request.GET.get("sort", "") not in SORTS
    now = timezone.now()
    found = filters.qs.filter(starts_at__lt=now) if is_near else filters.qs
    page = page_of(found, request, sorts=SORTS, default="-start")
    context = {"filter": filters, "page": page, "is_near": is_near}
    if is_near and not page.previous:
        context |= _coming(request.GET, filters.qs, now)
    return render(request, "coordination/radar.html", context)


def _coming(query: QueryDict, touchpoints: Any, now: datetime) -> dict[str, Any]:
    """The next contacts; all of them are found with the same filters, in the order of time from today on."""
    rows = list(coming_first(touchpoints, now)[: COMING + 1])
    asked = query.copy()
    asked["sort"], asked["start"] = "start", asked.get("start") or timezone.localdate(now).isoformat()
    more = f"?{asked.urlencode()}" if len(rows) > COMING else ""
    return {"coming": rows[:COMING], "all_coming_url": more}


@require_safe
def touchpoint(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """One envelope, and the rooms behind it: those of other sides are visibly locked."""
    user = user_of(request)
    found = get_object_or_404(touchpoints_for(user), pk=id)
    rooms = [(panel, panel.render(request, found)) for panel in panels_for(user, "coordination.touchpoint")]
    return render(request, "coordination/touchpoint.html", {"touchpoint": found, "rooms": rooms})
