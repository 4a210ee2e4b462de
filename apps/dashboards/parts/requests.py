"""What one was asked and passed on to medical information: what is answered, and who still waits."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.measuring import Period
from apps.dashboards.periods import start_of
from apps.dashboards.registry import Found, Line, Part, Row, keys_by_line, link_of
from apps.medinfo.models import MedicalRequest
from apps.medinfo.queries import requests_for
from apps.users.models import User

State = MedicalRequest.State
LINES = (
    Line("returned", gettext_lazy("Came back with a question for you"), is_open=True),
    Line("waiting", gettext_lazy("Wait for an answer")),
    Line("late", gettext_lazy("Of these, late"), is_open=True),
    Line("answered", gettext_lazy("Answered last week"), is_open=True),
)


class Asked(NamedTuple):
    """The columns of a request that decide where it belongs; days are those of its owner."""

    state: str
    submitted_on: date
    due_on: date | None
    answered_on: date | None


def lines_of(asked: Asked, period: Period) -> Iterator[str]:
    """Where a request belongs, as things stood at the end of the period."""
    if asked.submitted_on > period.last:
        return
    if asked.answered_on and asked.answered_on <= period.last:
        yield from ["answered"] * (asked.answered_on in period)
        return
    yield "returned" if asked.state == State.RETURNED else "waiting"
    if asked.due_on and asked.due_on <= period.last:
        yield "late"


def find(people: Sequence[User], period: Period) -> Found:
    """Those these people took in and submitted; drafts stand on My day, and what was withdrawn is no news."""
    zones = {person.pk: ZoneInfo(person.time_zone) for person in people}
    since = min(start_of(period, zone) for zone in zones.values())
    rows = MedicalRequest.objects.filter(Q(answered_at=None) | Q(answered_at__gte=since), owner__in=zones)
    rows = rows.exclude(state__in=[State.DRAFT, State.WITHDRAWN]).order_by("due_at", "pk")
    columns = ("pk", "owner_id", "state", "submitted_at", "due_at", "answered_at")
    return keys_by_line(
        (owner, line, key)
        for key, owner, state, *moments in rows.values_list(*columns)
        for line in lines_of(Asked(state, *_days(moments, zones[owner])), period)
    )


def _days(moments: Iterable[datetime | None], zone: ZoneInfo) -> list[Any]:
    return [moment.astimezone(zone).date() if moment else None for moment in moments]


def rows(reader: User, keys: Iterable[UUID]) -> QuerySet[Any]:
    """What the reader may see of these now."""
    found: QuerySet[Any] = requests_for(reader).filter(pk__in=keys).order_by("due_at", "pk")
    return found


def row(request: Any) -> Row:
    """As it reads now."""
    detail = _("%(person)s · %(state)s") % {"person": request.asker, "state": request.get_state_display()}
    return Row(link_of(request), str(request), detail)


REQUESTS = Part(
    "requests", gettext_lazy("Medical requests"), "message-circle-question", LINES, find, rows, row
)
