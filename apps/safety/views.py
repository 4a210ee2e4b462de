"""The safety desk's inbox."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.paging import page_of
from apps.safety import actions, policies, queries
from apps.safety.filters import ItemFilter
from apps.safety.forms import Move
from apps.safety.models import SafetyItem
from apps.safety.workflow import State, next_states
from apps.users.models import User
from apps.users.requests import user_of

SORTS = {"aware": ("aware_at", "id"), "-aware": ("-aware_at", "-id")}
STEPS = {
    State.CONFIRMED: (gettext_lazy("Confirm as a report"), "check"),
    State.NOT_A_REPORT: (gettext_lazy("Not a report"), "x"),
    State.FORWARDED: (gettext_lazy("Forwarded to the safety database"), "send"),
    State.ACKNOWLEDGED: (gettext_lazy("Receipt acknowledged"), "circle-check"),
}


def items(request: HttpRequest) -> HttpResponse:
    """What was reported, the longest known first."""
    user = user_of(request)
    policies.may_read_items(user).require()
    found = ItemFilter(request.GET, queryset=queries.items_for(user))
    page = page_of(found.qs, request, sorts=SORTS, default="aware")
    rows = [_with_clock(item) for item in page.rows]
    context = {"filter": found, "page": page, "rows": rows, "sort": page.sort, "limit": queries.limit_hours()}
    return render(request, "safety/items.html", context)


def item(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Read one item, and take it a step further."""
    user = user_of(request)
    subject = get_object_or_404(queries.items_for(user), pk=item_id)
    form = Move(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_item(by=user, item=subject, **form.cleaned_data)
            messages.success(request, _("Recorded."))
            return redirect("safety:item", subject.pk)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        **_with_clock(subject),
        "form": form,
        "steps": _steps(user, subject),
        "limit": queries.limit_hours(),
    }
    return render(request, "safety/item.html", context)


def _with_clock(subject: SafetyItem) -> dict[str, Any]:
    hours, limit = queries.hours_taken(subject), queries.limit_hours()
    return {
        "item": subject,
        "hours": hours,
        "left": max(limit - hours, 0),
        "over": max(hours - limit, 0),
        "is_late": queries.is_late(subject),
        "is_settled": queries.is_settled(subject),
    }


def _steps(user: User, subject: SafetyItem) -> list[dict[str, Any]]:
    """The buttons this person may press."""
    open_steps = [to for to in next_states(subject.state) if policies.may_move(user, subject, to)]
    return [
        {
            "to": to,
            "label": STEPS[State(to)][0],
            "icon": STEPS[State(to)][1],
            "asks_reason": to == State.NOT_A_REPORT,
        }
        for to in open_steps
    ]
