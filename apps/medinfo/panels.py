"""What requests add to other pages: what a person asked, mine on my day, those of an interaction."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from apps.medinfo import queries
from apps.medinfo.policies import may_take_in
from apps.users.requests import user_of


def asked_by(request: HttpRequest, stakeholder: Any) -> str:
    """What this person asked, with where each question stands."""
    user = user_of(request)
    rows = queries.asked_by(user, stakeholder)
    context = {"rows": rows, "stakeholder": stakeholder, "may_take_in": may_take_in(user)}
    return render_to_string("medinfo/_panel.html", context, request)


def mine(request: HttpRequest, day: Any) -> str:
    """What I took in and what became of it; nothing when nothing is open."""
    rows = queries.my_open(user_of(request))
    return render_to_string("medinfo/_panel.html", {"rows": rows, "is_mine": True}, request) if rows else ""


def asked_in(request: HttpRequest, interaction: Any) -> str:
    """What was asked in this talk; nothing when nothing was."""
    rows = queries.asked_in(user_of(request), interaction.pk)
    return render_to_string("medinfo/_panel.html", {"rows": rows}, request) if rows else ""
