"""Pages of the shared ground: the radar and one envelope."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.coordination.filters import TouchpointFilter
from apps.coordination.policies import may_see_contacts
from apps.coordination.queries import touchpoints_for
from apps.core.paging import page_of
from apps.core.registry import panels_for
from apps.users.requests import user_of

SORTS = {"-start": ("-starts_at", "-id"), "start": ("starts_at", "id")}


@require_safe
def radar(request: HttpRequest) -> HttpResponse:
    """Who of us meets whom, where and when: every function, past and coming, no content."""
    user = user_of(request)
    may_see_contacts(user).require()
    filters = TouchpointFilter(request.GET, touchpoints_for(user), request=request)
    page = page_of(filters.qs, request, sorts=SORTS, default="-start")
    return render(request, "coordination/radar.html", {"filter": filters, "page": page})


@require_safe
def touchpoint(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """One envelope, and the rooms behind it: those of other sides are visibly locked."""
    user = user_of(request)
    found = get_object_or_404(touchpoints_for(user), pk=id)
    rooms = [(panel, panel.render(request, found)) for panel in panels_for(user, "coordination.touchpoint")]
    return render(request, "coordination/touchpoint.html", {"touchpoint": found, "rooms": rooms})
