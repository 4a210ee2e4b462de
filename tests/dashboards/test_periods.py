"""When a weekly report is due, and what it is about, wherever the reader is and whatever the clocks do."""

from datetime import UTC, date, datetime, time

import pytest

from apps.core.measuring import Period
from apps.dashboards.periods import Weekly

MONDAYS = Weekly(0, time(7))
WEEK = Period(date(2026, 11, 16), date(2026, 11, 22))
BEFORE = Period(date(2026, 11, 9), date(2026, 11, 15))


@pytest.mark.parametrize(
    ("zone", "hour", "minute", "period"),
    [
        ("Europe/Berlin", 5, 59, BEFORE),
        ("Europe/Berlin", 6, 0, WEEK),
        ("Europe/London", 6, 30, BEFORE),
        ("Europe/London", 7, 0, WEEK),
        ("America/New_York", 11, 59, BEFORE),
        ("America/New_York", 12, 0, WEEK),
        ("Asia/Tokyo", 0, 0, WEEK),
        ("Pacific/Kiritimati", 0, 0, WEEK),
    ],
)
def test_it_is_due_at_seven_on_monday_where_the_person_is(
    zone: str, hour: int, minute: int, period: Period
) -> None:
    assert MONDAYS.latest(datetime(2026, 11, 23, hour, minute, tzinfo=UTC), zone) == period


def test_on_sunday_evening_it_is_monday_morning_elsewhere() -> None:
    sunday = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    assert MONDAYS.latest(sunday, "Pacific/Kiritimati") == WEEK
    assert MONDAYS.latest(sunday, "Europe/Berlin") == BEFORE


@pytest.mark.parametrize("day", [24, 25, 26, 27, 28, 29])
def test_all_week_it_is_the_same(day: int) -> None:
    assert MONDAYS.latest(datetime(2026, 11, day, 20, tzinfo=UTC), "Europe/Berlin") == WEEK


@pytest.mark.parametrize(
    ("last", "hour"),
    [
        (date(2026, 3, 22), 6),
        (date(2026, 3, 29), 5),  # the clocks went forward on this Sunday
        (date(2026, 10, 18), 5),
        (date(2026, 10, 25), 6),  # and back on this one
    ],
)
def test_seven_stays_seven_when_the_clocks_change(last: date, hour: int) -> None:
    period = Period(last.replace(day=last.day - 6), last)
    due_at = MONDAYS.due_at(period, "Europe/Berlin")
    assert (due_at.hour, due_at.minute) == (hour, 0)
    assert MONDAYS.latest(due_at, "Europe/Berlin") == period
    assert MONDAYS.latest(due_at.replace(hour=hour - 1, minute=59), "Europe/Berlin") != period


def test_what_follows() -> None:
    assert BEFORE.coming == WEEK
    assert date(2026, 11, 22) in WEEK
    assert date(2026, 11, 23) not in WEEK
    assert None not in WEEK
