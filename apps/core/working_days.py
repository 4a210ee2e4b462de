"""Which days are worked: weekends and public holidays of a country or of a part of it.

A *calendar* is named by the ISO code of a country ("DE") or of a part of one ("DE-BY"). Where a calendar is not known
or none is named, the days from Monday to Friday are worked. The days come from the `holidays` package.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache

import holidays
import pycountry
from django.utils.formats import date_format
from holidays import HolidayBase

SATURDAY, SUNDAY = 5, 6
_MONDAY_TO_FRIDAY = {SATURDAY, SUNDAY}
#: No calendar has more days off in a row; a calendar that had would be a fault, and must not hang a worker.
LONGEST_REST = 30


def is_working_day(day: date, calendar: str = "") -> bool:
    """Whether people of this calendar work on that day."""
    known = _calendar(calendar)
    if known is None:
        return day.weekday() not in _MONDAY_TO_FRIDAY
    return day.weekday() not in known.weekend and day not in known


def name_of_holiday(day: date, calendar: str = "") -> str:
    """What the day is called when it is a public holiday, else nothing."""
    known = _calendar(calendar)
    return str(known.get(day) or "") if known is not None else ""


def day_off(day: date, calendar: str = "") -> str:
    """Why the day is not worked: the name of its holiday, else of the weekday; nothing on a working day."""
    if is_working_day(day, calendar):
        return ""
    return name_of_holiday(day, calendar) or date_format(day, "l")


@cache
def calendars() -> list[tuple[str, str]]:
    """Every calendar that can be chosen, countries and their parts: code and name, by name."""
    known = holidays.list_supported_countries(include_aliases=False)
    names = {country.alpha_2: country.name for country in pycountry.countries}
    parts = {part.code: part.name for part in pycountry.subdivisions}
    found = [row for code in known if code in names for row in _with_parts(code, known[code], names, parts)]
    return sorted(found, key=lambda row: row[1])


def _with_parts(
    code: str, parts: list[str], names: dict[str, str], part_names: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """A country, then those of its parts that ISO 3166-2 names."""
    yield code, names[code]
    for part in (f"{code}-{part}" for part in parts):
        if part in part_names:
            yield part, f"{names[code]}, {part_names[part]}"


def is_calendar(code: str) -> bool:
    """Whether the public holidays of this country or part of it are known."""
    return _calendar(code) is not None


def working_day_before(day: date, calendar: str = "") -> date:
    """The last working day before this one."""
    return _walk(day - timedelta(days=1), -1, calendar)


def working_day_from(day: date, calendar: str = "") -> date:
    """This day when it is worked, else the next one that is."""
    return _walk(day, 1, calendar)


def add_working_days(day: date, count: int, calendar: str = "") -> date:
    """The day that is `count` working days later; with 0 the day itself."""
    for _ in range(count):
        day = _walk(day + timedelta(days=1), 1, calendar)
    return day


def _walk(day: date, step: int, calendar: str) -> date:
    for _ in range(LONGEST_REST):
        if is_working_day(day, calendar):
            return day
        day += timedelta(days=step)
    return day


@lru_cache(maxsize=300)
def _calendar(code: str) -> HolidayBase | None:
    """Fills itself year by year as days are asked for."""
    country, _, part = code.upper().partition("-")
    if not country:
        return None
    try:
        return holidays.country_holidays(country, subdiv=part or None, language="en_US")
    except NotImplementedError:
        # The part is not known: its country may be.
        return _calendar(country) if part else None
