"""What stakeholders wait for: what one answers for, and what became of what one heard."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.core.measuring import Period
from apps.dashboards.registry import Found, Line, Part, Row, keys_by_line, link_of
from apps.needs.ageing import FRESH, age_of
from apps.needs.models import UnmetNeed
from apps.needs.queries import needs_for
from apps.users.models import User

State = UnmetNeed.State
LINES = (
    Line("to_answer", gettext_lazy("For you to answer"), is_open=True),
    Line("ageing", gettext_lazy("Of these, getting old")),
    Line("unowned", gettext_lazy("Heard by you, and nobody answers for them yet"), is_open=True),
    Line("to_ask", gettext_lazy("Answered: ask them whether that meets the need"), is_open=True),
    Line("met", gettext_lazy("Confirmed as met last week")),
    Line("closed", gettext_lazy("Closed last week, not met")),
)


class Need(NamedTuple):
    """The columns of a need that decide where it belongs."""

    key: UUID
    recorded_by: UUID
    owner: UUID | None
    state: str
    priority: int
    heard_on: date
    answered_on: date | None
    closed_on: date | None


def lines_of(need: Need, period: Period) -> Iterator[tuple[UUID, str]]:
    """In whose report and where a need belongs, as things stood at the end of the period."""
    both = {need.recorded_by, need.owner or need.recorded_by}
    if need.closed_on and need.closed_on <= period.last:
        name = "met" if need.state == State.MET else "closed"
        yield from ((person, name) for person in both if need.closed_on in period)
    elif need.owner is None:
        yield need.recorded_by, "unowned"
    elif _is_answered(need, period):
        yield need.recorded_by, "to_ask"
    else:
        yield need.owner, "to_answer"
        if age_of((period.last - need.heard_on).days, need.priority) != FRESH:
            yield need.owner, "ageing"


def _is_answered(need: Need, period: Period) -> bool:
    """In progress with an answer: it did not meet the need, and another one is wanted."""
    is_over = need.answered_on is not None and need.answered_on <= period.last
    return is_over and need.state not in {State.ASSIGNED, State.IN_PROGRESS}


def find(people: Sequence[User], period: Period) -> Found:
    """What these people heard or answer for."""
    keys = {person.pk for person in people}
    concerns = Q(owner__in=keys) | Q(recorded_by__in=keys)
    rows = UnmetNeed.objects.filter(concerns, Q(closed_on=None) | Q(closed_on__gte=period.first))
    rows = rows.filter(heard_on__lte=period.last).order_by("heard_on", "pk")
    columns = (
        "pk", "recorded_by_id", "owner_id", "state", "priority", "heard_on", "answered_on", "closed_on",
    )  # fmt: skip
    return keys_by_line(
        (person, line, need.key)
        for need in (Need(*row) for row in rows.values_list(*columns))
        for person, line in lines_of(need, period)
        if person in keys
    )


def rows(reader: User, keys: Iterable[UUID]) -> QuerySet[Any]:
    """What the reader may see of these now."""
    found: QuerySet[Any] = needs_for(reader).filter(pk__in=keys).order_by("heard_on", "pk")
    return found


def row(need: Any) -> Row:
    """As it reads now."""
    days = ngettext("%(days)s day old", "%(days)s days old", need.days_open) % {"days": need.days_open}
    detail = _("%(person)s · %(kind)s · %(days)s · %(state)s") % {
        "person": need.stakeholder,
        "kind": need.get_kind_display(),
        "days": days,
        "state": need.get_state_display(),
    }
    return Row(link_of(need), str(need), detail)


NEEDS = Part("needs", gettext_lazy("Needs and concerns"), "heart-handshake", LINES, find, rows, row)
