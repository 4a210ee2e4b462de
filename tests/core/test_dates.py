"""Dates as people type them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from apps.core.dates import MomentField, read_moment

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 16, 12, 33, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("now", (2026, 11, 20, 16, 12)),
        ("today 14:00", (2026, 11, 20, 14, 0)),
        ("Tomorrow 9:30", (2026, 11, 21, 9, 30)),
        ("tomorrow at 9:30", (2026, 11, 21, 9, 30)),
        ("yesterday", (2026, 11, 19, 0, 0)),
        ("day after tomorrow 8am", (2026, 11, 22, 8, 0)),
        ("3 dec", (2026, 12, 3, 0, 0)),
        ("3 dec 15:00", (2026, 12, 3, 15, 0)),
        ("15 jan 10:00", (2027, 1, 15, 10, 0)),
        ("3.12.2026 15:00", (2026, 12, 3, 15, 0)),
        ("2026-12-03T09:30", (2026, 12, 3, 9, 30)),
        ("2026-12-03 09:30", (2026, 12, 3, 9, 30)),
        ("14:00", (2026, 11, 20, 14, 0)),
    ],
)
def test_reads_what_people_type(typed: str, meant: tuple[int, ...]) -> None:
    year, month, day, hour, minute = meant
    assert read_moment(typed, now=NOW) == datetime(year, month, day, hour, minute, tzinfo=BERLIN)


def test_a_moment_keeps_the_zone_it_was_given_in() -> None:
    assert read_moment("2026-12-03T09:30Z", now=NOW) == datetime(2026, 12, 3, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["soon", "32 dec", "99:99", "tomorrow at noonish", "3 dec 99999999999999999999"]
)
def test_refuses_what_is_no_date(typed: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_moment(typed, now=NOW)


def test_the_field_says_what_would_work() -> None:
    field = MomentField()
    with pytest.raises(Exception, match="tomorrow 14:00"):
        field.clean("soon")
