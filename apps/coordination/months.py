"""A month of the radar as a calendar: contacts by day where there are few, numbers where there are many."""

import calendar
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.http import QueryDict
from django.utils import timezone

from apps.coordination.models import Touchpoint
from apps.coordination.models.told import When
from apps.coordination.models.touchpoints import TouchpointQuerySet
from apps.coordination.radar import Around, address, with_people_of
from apps.core.dates import moment_of

#: More contacts in a month than this are counted, not named.
NAMED = 150
#: Named in a day; the rest is behind a link to that day.
IN_A_DAY = 3


@dataclass
class Day:
    """A day of the calendar; a `week` is the same for contacts of which only the week is told."""

    on: date
    url: str
    is_in_month: bool = True
    is_today: bool = False
    rows: list[Touchpoint] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def named(self) -> list[Touchpoint]:
        """Those that have room."""
        return self.rows[:IN_A_DAY]

    @property
    def more(self) -> int:
        """How many have none."""
        return len(self.rows[IN_A_DAY:])

    @property
    def by_function(self) -> list[tuple[str, str, int]]:
        """Function, its name, how many: where they are counted."""
        return [
            (one.value, str(one.label), self.counts[one]) for one in Touchpoint.Function if self.counts[one]
        ]

    @property
    def is_empty(self) -> bool:
        """Nothing to show."""
        return not self.rows and not self.counts


@dataclass(frozen=True)
class Week:
    """A line of the calendar."""

    days: list[Day]
    some_day: Day


@dataclass(frozen=True)
class Month:
    """The calendar, and the ways to the months beside it."""

    first: date
    weeks: list[Week]
    previous_url: str
    next_url: str
    today_url: str

    @property
    def is_empty(self) -> bool:
        """No contact in it."""
        return all(day.is_empty for week in self.weeks for day in (*week.days, week.some_day))


def first_of_month(text: str, today: date) -> date:
    """The month that is asked for (`2026-11`); this month for anything else."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return found if 1901 <= found.year <= 2199 else today.replace(day=1)


def month_of(around: Around, found: TouchpointQuerySet, first: date, query: QueryDict) -> Month:
    """Two statements: of many contacts the second counts them, of few it adds whom each was with."""
    after = _month_after(first)
    told, today = found.disclosure, timezone.localdate()
    inside = around.within(found).filter(told.since(moment_of(first)), told.before(moment_of(after)))
    lines = calendar.Calendar().monthdatescalendar(first.year, first.month)
    weeks = [_week(days, first, today, query) for days in lines]
    _fill(weeks, inside)
    months = {"previous": first - timedelta(days=1), "next": after, "today": today}
    urls = {f"{name}_url": address(query, month=f"{day:%Y-%m}") for name, day in months.items()}
    return Month(first, weeks, **urls)


def _month_after(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _week(days: list[date], first: date, today: date, query: QueryDict) -> Week:
    def link(start: date, end: date) -> str:
        return address(query, view="", month="", start=start, end=end)

    shown = [Day(day, link(day, day), day.month == first.month, day == today) for day in days]
    return Week(shown, Day(days[0], link(days[0], days[-1])))


def _fill(weeks: list[Week], inside: TouchpointQuerySet) -> None:
    days = {day.on: day for week in weeks for day in week.days}
    some_days = {week.some_day.on: week.some_day for week in weeks}
    column = inside.disclosure.when_column
    rows = list(inside.order_by(column, "id")[: NAMED + 1])
    if len(rows) > NAMED:
        _count(days, some_days, inside)
        return
    with_people_of(rows)
    for row in sorted(rows, key=lambda row: row.starts_at):
        is_week = row.told.when == When.WEEK
        on = row.day_on if row.told.hides_time else timezone.localtime(row.starts_at).date()
        if day := (some_days if is_week else days).get(on):
            day.rows.append(row)


def _count(days: dict[date, Day], some_days: dict[date, Day], inside: TouchpointQuerySet) -> None:
    for on, week_on, function, count in inside.counted_by_day():
        day = some_days.get(week_on) if on is None else days.get(on)
        if day:
            day.counts[function] += count
