"""What requests add to other pages: what a person asked and when, mine on my day, those of an interaction."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from apps.core.timeline import Mark, TimelineEntry
from apps.medinfo import queries
from apps.medinfo.models import MedicalRequest
from apps.medinfo.policies import may_take_in
from apps.users.models import User
from apps.users.requests import user_of

TONES = {
    "closed": "good",
    "answered": "good",
    "returned": "warn",
    "submitted": "accent",
    "assigned": "accent",
}


def asked_by(request: HttpRequest, stakeholder: Any) -> str:
    """What this person asked, with where each question stands."""
    user = user_of(request)
    rows = queries.asked_by(user, stakeholder)
    context = {"rows": rows, "stakeholder": stakeholder, "may_take_in": may_take_in(user)}
    return render_to_string("medinfo/_panel.html", context, request)


def on_timeline(
    user: User, stakeholder: Any, after: datetime | None, until: datetime | None
) -> list[TimelineEntry]:
    """When something was asked, and what became of it."""
    return [_entry(row) for row in queries.asked_between(user, stakeholder, after, until)]


def _entry(row: MedicalRequest) -> TimelineEntry:
    state = _("Overdue") if row.is_overdue else row.get_state_display()
    marks = [Mark(state, "bad" if row.is_overdue else TONES.get(row.state, "quiet"))]
    if row.answered_at:
        day = date_format(timezone.localtime(row.answered_at), _("j M Y"))
        marks.append(Mark(_("First answer %(day)s") % {"day": day}, "quiet"))
    return TimelineEntry(
        kind="request",
        at=row.received_at,
        title=_("%(kind)s request") % {"kind": row.get_kind_display()},
        url=row.get_absolute_url(),
        text=Truncator(row.question).chars(300),
        by=str(row.answerer or ""),
        marks=tuple(marks),
    )


def mine(request: HttpRequest, day: Any) -> str:
    """What I took in and what became of it; nothing when nothing is open."""
    rows = queries.my_open(user_of(request))
    return render_to_string("medinfo/_panel.html", {"rows": rows, "is_mine": True}, request) if rows else ""


def asked_in(request: HttpRequest, interaction: Any) -> str:
    """What was asked in this talk; nothing when nothing was."""
    rows = queries.asked_in(user_of(request), interaction.pk)
    return render_to_string("medinfo/_panel.html", {"rows": rows}, request) if rows else ""
