"""What the medical side adds to other pages: its part of a hand-off, what waits on my day, those about a person."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from apps.intake import policies, queries
from apps.intake.forms import DeclineForm, FinishForm, GiveForm
from apps.users.requests import user_of


def handled(request: HttpRequest, handoff: Any) -> str:
    """Who sees to it, what came of it, and what I may do."""
    user = user_of(request)
    handling = queries.handling_of(user, handoff)
    given = (user, handoff, handling)
    forms = {name: form(user=user, handoff=handoff) for name, form in _FORMS.items()}
    context = {
        "handoff": handoff,
        "handling": handling,
        "may_accept": policies.may_accept(*given),
        "may_decline": policies.may_decline(*given),
        "may_finish": policies.may_finish(*given),
        "may_take_up_again": policies.may_take_up_again(*given),
        "forms": forms,
    }
    return render_to_string("intake/_handling.html", context, request)


_FORMS: dict[str, Any] = {"give": GiveForm, "decline": DeclineForm, "finish": FinishForm}


def waiting_for_me(request: HttpRequest, day: Any) -> str:
    """What I have or could take; nothing when nothing waits."""
    rows = queries.waiting_for(user_of(request))
    return render_to_string("intake/_panel.html", {"rows": rows}, request) if rows else ""


def about_person(request: HttpRequest, stakeholder: Any) -> str:
    """What was handed over about this person; nothing when nothing was."""
    rows = queries.latest_about(user_of(request), stakeholder)
    return render_to_string("intake/_panel.html", {"rows": rows}, request) if rows else ""
