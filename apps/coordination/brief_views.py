"""The brief: one page before a visit. Opening it is recorded, in the transaction of the page: a page that fails records
nothing, and what cannot be recorded is not shown. No cache may keep it (`core.middleware`): each opening asks here."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.coordination.brief import brief_of, last_view
from apps.coordination.context_actions import record_brief_view
from apps.coordination.policies import may_open_brief
from apps.coordination.queries import touchpoints_for
from apps.core.prefetching import NOT_YET, is_ahead_of_time
from apps.directory.views.panels import panels
from apps.users.requests import user_of


@require_safe
def brief(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Everything to know before one contact, to read on the way or on paper. Not fetched ahead: nobody has opened it
    then, and a page shown from what was fetched would not be recorded."""
    if is_ahead_of_time(request):
        return HttpResponse(status=NOT_YET)
    user = user_of(request)
    touchpoint = get_object_or_404(touchpoints_for(user), pk=id)
    may_open_brief(user, touchpoint).require()
    viewed_at = last_view(user, touchpoint)
    found = {
        "brief": brief_of(user, touchpoint),
        "touchpoint": touchpoint,
        "viewed_at": viewed_at,
        "main_panels": panels(request, touchpoint, "coordination.brief", "main"),
    }
    page = render(request, "coordination/brief.html", found)
    if request.method == "GET":
        record_brief_view(by=user, touchpoint=touchpoint)
    return page
