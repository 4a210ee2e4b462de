"""What commitments add to other pages: open promises of a person, mine on my day, those of an interaction."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string

from apps.coordination.queries import attending
from apps.followups import queries
from apps.followups.forms import QuickPromise
from apps.followups.policies import may_promise
from apps.users.requests import user_of


def promised_to(request: HttpRequest, stakeholder: Any, tried: QuickPromise | None = None) -> str:
    """What is pending towards this person, and a line to promise more: `tried` could not be saved."""
    user = user_of(request)
    context: dict[str, Any] = {"rows": queries.promised_to(user, stakeholder), "stakeholder": stakeholder}
    if may_promise(user):
        context["quick"] = tried or QuickPromise(user=user, stakeholder=stakeholder)
    return render_to_string("followups/_panel.html", context, request)


def mine(request: HttpRequest, day: Any) -> str:
    """What I promised and is due."""
    context = {"rows": queries.my_pending(user_of(request)), "is_mine": True}
    return render_to_string("followups/_panel.html", context, request)


def late_in_team(request: HttpRequest, day: Any) -> str:
    """What colleagues promised and is late, for who leads them; nothing when nothing is."""
    rows = queries.late_in_team(user_of(request))
    return render_to_string("followups/_late_in_team.html", {"rows": rows}, request) if rows else ""


def promised_in(request: HttpRequest, interaction: Any) -> str:
    """What was promised in this talk; nothing when nothing was."""
    rows = queries.promised_in(user_of(request), interaction.pk)
    return render_to_string("followups/_panel.html", {"rows": rows}, request) if rows else ""


def to_review(request: HttpRequest, day: Any) -> str:
    """Mine towards people who were archived or asked not to be contacted; nothing when there are none."""
    rows = queries.to_decide(user_of(request))
    return render_to_string("followups/_to_review.html", {"rows": rows}, request) if rows else ""


def promised_about_need(request: HttpRequest, need: Any) -> str:
    """What was promised because of a need, and a way to promise more."""
    return _about(request, need, "need", need.stakeholder_id)


def promised_about_request(request: HttpRequest, asked: Any) -> str:
    """What was promised because of a medical request, and a way to promise more."""
    return _about(request, asked, "request", asked.asker_id)


def _about(request: HttpRequest, thing: Any, name: str, stakeholder: Any) -> str:
    user = user_of(request)
    area = thing.therapeutic_area_id
    more = urlencode({name: thing.pk, "stakeholder": stakeholder, "therapeutic_area": area})
    context = {
        "rows": queries.promised_about(user, **{name: thing.pk}),
        "more": more if may_promise(user) else "",
    }
    return render_to_string("followups/_about.html", context, request)


def promised_to_people(request: HttpRequest, touchpoint: Any) -> str:
    """For the brief: what is pending towards the people of a contact; nothing when nothing is."""
    rows = queries.promised_to_any(user_of(request), attending(touchpoint))
    return render_to_string("followups/_panel.html", {"rows": rows}, request) if rows else ""
