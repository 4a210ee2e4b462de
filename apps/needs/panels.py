"""What needs add to other pages: those of a person, what waits for me on my day, those heard in an interaction."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from apps.needs import queries
from apps.needs.policies import may_record
from apps.users.requests import user_of


def needs_of(request: HttpRequest, stakeholder: Any) -> str:
    """What this person lacks, and a line to write down more."""
    user = user_of(request)
    rows = queries.needs_of(user, stakeholder)
    context = {"rows": rows, "stakeholder": stakeholder, "may_record": may_record(user)}
    return render_to_string("needs/_panel.html", context, request)


def waiting_for_me(request: HttpRequest, day: Any) -> str:
    """What I have to answer or to ask back; nothing when nothing waits, since most days nothing does."""
    rows = queries.waiting_for(user_of(request))
    return render_to_string("needs/_panel.html", {"rows": rows}, request) if rows else ""


def heard_in(request: HttpRequest, interaction: Any) -> str:
    """What was heard in this talk; nothing when nothing was."""
    rows = queries.heard_in(user_of(request), interaction.pk)
    return render_to_string("needs/_panel.html", {"rows": rows}, request) if rows else ""
