"""What is due, what was kept, and what became of promises: one's own, and for managers those of the team."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.measuring import Period
from apps.dashboards.periods import start_of
from apps.dashboards.registry import Found, Line, Part, Row, keys_by_line, link_of
from apps.followups.models import Commitment
from apps.followups.queries import commitments_for
from apps.users.models import User

State = Commitment.State
LINES = (
    Line("overdue", gettext_lazy("Overdue"), is_open=True),
    Line("coming", gettext_lazy("Due this week"), is_open=True),
    Line("were_due", gettext_lazy("Were due last week")),
    Line("in_time", gettext_lazy("Of these, kept by their day")),
    Line("kept", gettext_lazy("Kept last week")),
    Line("late", gettext_lazy("Of these, kept late")),
    Line("cancelled", gettext_lazy("Cancelled last week")),
)
GIVEN_AWAY = Line("given_away", gettext_lazy("Handed over to a colleague"))


class Promise(NamedTuple):
    """The columns of a commitment that decide where it belongs."""

    key: UUID
    owner: UUID
    team: UUID | None
    state: str
    due_on: date
    closed_on: date | None


def lines_of(promise: Promise, period: Period) -> Iterator[str]:
    """Where a promise belongs, as things stood at the end of the period. One can stand in several lines."""
    closed = promise.closed_on
    if closed is None or closed > period.last:
        yield from _pending_lines(promise, period)
    elif promise.state == State.CANCELLED:
        yield from ["cancelled"] * (closed in period)
    else:
        yield from _kept_lines(promise, closed, period)


def _pending_lines(promise: Promise, period: Period) -> Iterator[str]:
    if promise.due_on in period:
        yield "were_due"
    if promise.due_on <= period.last:
        yield "overdue"
    elif promise.due_on in period.coming:
        yield "coming"


def _kept_lines(promise: Promise, closed: date, period: Period) -> Iterator[str]:
    is_late = closed > promise.due_on
    if promise.due_on in period:
        yield "were_due"
        yield from ["in_time"] * (not is_late)
    if closed in period:
        yield "kept"
        yield from ["late"] * is_late


def find_mine(people: Sequence[User], period: Period) -> Found:
    """One's own, and those one gave away. Everybody has this part, be it empty."""
    keys = [person.pk for person in people]
    lines = [
        (promise.owner, line, promise.key)
        for promise in _promises(Q(owner__in=keys), period)
        for line in lines_of(promise, period)
    ]
    return {key: {} for key in keys} | keys_by_line(lines + sorted(_given_away(people, period)))


def find_teams(people: Sequence[User], period: Period) -> Found:
    """Those of the people in a manager's team, without the manager's own. Totals of the team, never a ranking."""
    leading = [person for person in people if person.facts.sees_team and person.team_id]
    lines = [
        (boss.pk, line, promise.key)
        for promise in _promises(Q(owner__team__in={boss.team_id for boss in leading}), period)
        for boss in leading
        if boss.team_id == promise.team and boss.pk != promise.owner
        for line in lines_of(promise, period)
    ]
    found: Found = {boss.pk: {} for boss in leading}
    return {**found, **keys_by_line(lines)}


def _promises(whose: Q, period: Period) -> Iterator[Promise]:
    """Promises that can stand in a line: due until the end of the coming stretch, and not closed before the period."""
    rows = Commitment.objects.filter(
        whose, Q(closed_on=None) | Q(closed_on__gte=period.first) | _due_in(period)
    )
    columns = ("pk", "owner_id", "owner__team_id", "state", "due_on", "closed_on")
    for row in rows.order_by("due_on", "pk").values_list(*columns):
        yield Promise(*row)


def _due_in(period: Period) -> Q:
    return Q(due_on__gte=period.first, due_on__lte=period.last)


def _given_away(people: Sequence[User], period: Period) -> set[tuple[UUID, str, UUID]]:
    """Promises that went from one of these people to somebody in the period, and did not come back; only their history
    knows it."""
    zones = {person.pk: ZoneInfo(person.time_zone) for person in people}
    history: Any = Commitment.pgh_event_model  # type: ignore[attr-defined]
    since = min(start_of(period, zone) for zone in zones.values())
    once_theirs = history.objects.filter(owner__in=zones, pgh_obj__updated_at__gte=since)
    moved = once_theirs.exclude(owner=F("pgh_obj__owner")).values("pgh_obj")
    rows = history.objects.filter(pgh_obj__in=moved).order_by("pgh_obj", "pgh_id")
    columns = ("pgh_obj_id", "owner_id", "pgh_created_at", "pgh_obj__owner_id")
    found: set[tuple[UUID, str, UUID]] = set()
    last: dict[UUID, UUID] = {}
    for key, owner, at, owner_now in rows.values_list(*columns):
        former, last[key] = last.get(key, owner), owner
        has_moved = former not in {owner, owner_now} and former in zones
        if has_moved and at.astimezone(zones[former]).date() in period:
            found.add((former, GIVEN_AWAY.name, key))
    return found


def rows(reader: User, keys: Iterable[UUID]) -> QuerySet[Any]:
    """What the reader may see of these now."""
    found: QuerySet[Any] = commitments_for(reader).filter(pk__in=keys).order_by("due_on", "pk")
    return found


def row(commitment: Any) -> Row:
    """As it reads now."""
    day = date_format(commitment.due_on, _("j M Y"))
    detail = _("%(person)s · due %(day)s · %(state)s · %(owner)s") % {
        "person": commitment.stakeholder,
        "day": day,
        "state": commitment.get_state_display(),
        "owner": commitment.owner,
    }
    return Row(link_of(commitment), commitment.what, detail)


MINE = Part("promises", gettext_lazy("My promises"), "checklist", (*LINES, GIVEN_AWAY), find_mine, rows, row)
TEAMS = Part(
    "team_promises", gettext_lazy("Promises of my team"), "users-group", LINES, find_teams, rows, row
)
