"""Pages of the shared ground: the radar of the field, of an account, of a person, and one envelope."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.coordination.filters import TouchpointFilter
from apps.coordination.models.touchpoints import TouchpointQuerySet
from apps.coordination.months import first_of_month, month_of
from apps.coordination.policies import may_open_brief, may_read_measures, may_see_contacts
from apps.coordination.queries import sorts_of, touchpoints_for
from apps.coordination.radar import Around, address, lists_of, strip_of
from apps.core.registry import panels_for
from apps.directory.queries import accounts_for, people_alone
from apps.directory.views.panels import panels
from apps.users.requests import user_of


@require_safe
def radar(request: HttpRequest) -> HttpResponse:
    """Who of us meets whom, where and when: every function, no content."""
    return _radar(request, Around())


@require_safe
def account_radar(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """The same in an account and all below it."""
    user = user_of(request)
    may_see_contacts(user).require()
    return _radar(request, Around(account=get_object_or_404(accounts_for(user), pk=id)))


@require_safe
def stakeholder_radar(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """The same around one person."""
    user = user_of(request)
    may_see_contacts(user).require()
    return _radar(request, Around(stakeholder=get_object_or_404(people_alone(user), pk=id)))


def _radar(request: HttpRequest, around: Around) -> HttpResponse:
    user = user_of(request)
    may_see_contacts(user).require()
    filters = TouchpointFilter(request.GET, around.contacts(user), request=request)
    if around.stakeholder:
        del filters.form.fields["stakeholder"]
    is_month = request.GET.get("view") == "month"
    context = {
        "filter": filters,
        "thing": around.account or around.stakeholder,
        "may_read_measures": may_read_measures(user),
        "list_url": address(request.GET, view="", month=""),
        "month_url": address(request.GET, view="month"),
    }
    context |= (_month if is_month else _lists)(request, around, filters.qs)
    return render(request, f"coordination/{'month' if is_month else 'radar'}.html", context)


def _month(request: HttpRequest, around: Around, found: TouchpointQuerySet) -> dict[str, Any]:
    first = first_of_month(request.GET.get("month", ""), timezone.localdate())
    return {"month": month_of(around, found, first, request.GET)}


def _lists(request: HttpRequest, around: Around, found: TouchpointQuerySet) -> dict[str, Any]:
    """What is near now stands first, unless another order is asked for."""
    is_near = request.GET.get("sort", "") not in sorts_of(found)
    now = timezone.now()
    lists = lists_of(around, found, request, now, near=is_near)
    context = {"page": lists.page, "is_near": is_near}
    if not lists.page.previous:
        context["strip"] = strip_of(around, found, timezone.localdate(), request.GET)
    if lists.coming:
        more = _all_coming(request.GET, now) if lists.coming.next else ""
        context |= {"coming": lists.coming.rows, "all_coming_url": more}
    return context


def _all_coming(query: QueryDict, now: datetime) -> str:
    """All of them, with the same filters, in the order of time from today on."""
    asked = query.copy()
    asked["sort"], asked["start"] = "start", asked.get("start") or timezone.localdate(now).isoformat()
    return f"?{asked.urlencode()}"


@require_safe
def touchpoint(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """One envelope, and the rooms behind it: those of other sides are visibly locked."""
    user = user_of(request)
    found = get_object_or_404(touchpoints_for(user), pk=id)
    rooms = [(panel, panel.render(request, found)) for panel in panels_for(user, "coordination.touchpoint")]
    context = {
        "touchpoint": found,
        "rooms": rooms,
        "side_panels": panels(request, found, "coordination.touchpoint", "side"),
        "may_open_brief": may_open_brief(user, found),
    }
    return render(request, "coordination/touchpoint.html", context)
