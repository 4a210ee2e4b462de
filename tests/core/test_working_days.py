"""Which days are worked."""

from datetime import date

import pytest

from apps.core.working_days import (
    add_working_days,
    calendars,
    day_off,
    is_calendar,
    is_working_day,
    name_of_holiday,
    working_day_before,
    working_day_from,
)

FRIDAY, SATURDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)


def test_without_a_calendar_monday_to_friday_are_worked() -> None:
    assert is_working_day(FRIDAY)
    assert not is_working_day(SATURDAY)
    assert is_working_day(date(2026, 12, 25))


@pytest.mark.parametrize(
    ("day", "calendar", "worked"),
    [
        (date(2026, 12, 25), "DE", False),
        (date(2026, 1, 6), "DE", True),
        (date(2026, 1, 6), "DE-BY", False),  # Epiphany is a holiday in Bavaria
        (date(2026, 1, 6), "de-by", False),
        (date(2026, 1, 6), "DE-NOWHERE", True),
        (date(2026, 7, 3), "US", False),  # the fourth of July on a Saturday
        (date(2026, 11, 20), "SA", False),  # a Friday, where the weekend is Friday and Saturday
        (date(2026, 11, 22), "SA", True),  # a Sunday there
        (date(2026, 12, 25), "ZZ", True),
    ],
)
def test_a_calendar_is_that_of_its_country(day: date, calendar: str, worked: bool) -> None:
    assert is_working_day(day, calendar) is worked


def test_a_holiday_has_a_name() -> None:
    assert name_of_holiday(date(2026, 10, 3), "DE") == "German Unity Day"
    assert name_of_holiday(date(2026, 10, 3)) == name_of_holiday(FRIDAY, "DE") == ""


def test_which_calendars_are_known() -> None:
    assert is_calendar("FR")
    assert not is_calendar("ZZ")
    assert not is_calendar("")


def test_the_working_day_before_and_from() -> None:
    assert working_day_before(MONDAY) == FRIDAY
    # New Year's Day 2027 is a Friday, and the days from Christmas to the 27th are free in Germany
    assert working_day_before(date(2027, 1, 2), "DE") == date(2026, 12, 31)
    assert working_day_from(date(2026, 12, 25), "DE") == date(2026, 12, 28)
    assert working_day_from(FRIDAY) == FRIDAY


def test_working_days_are_added() -> None:
    assert add_working_days(FRIDAY, 5, "DE") == date(2026, 11, 27)
    assert add_working_days(SATURDAY, 0) == SATURDAY
    assert add_working_days(date(2026, 12, 23), 2, "DE") == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("day", "calendar", "why"),
    [
        (date(2026, 12, 25), "DE", "Christmas Day"),
        (date(2026, 12, 25), "", ""),
        (date(2026, 11, 28), "DE", "Saturday"),
        (date(2026, 11, 27), "DE", ""),
    ],
)
def test_why_a_day_is_off(day: date, calendar: str, why: str) -> None:
    assert day_off(day, calendar) == why


def test_every_calendar_that_is_offered_is_known_and_has_one_name() -> None:
    codes, names = zip(*calendars(), strict=True)
    assert all(is_calendar(code) and len(code) <= 10 for code in codes)
    assert len(set(codes)) == len(codes)
    assert {("DE", "Germany"), ("DE-BY", "Germany, Bayern")} <= set(calendars())
    assert list(names) == sorted(names)
