"""When people work: weekdays, fixed holidays, quieter months, and slots of a day that never overlap."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

DAY_STARTS_AT: Final = time(8, 0)
DAY_ENDS_AT: Final = time(18, 0)
# The longest contact fits between two slots, and the last one ends before the day does.
SLOTS: Final = (time(8, 15), time(9, 45), time(11, 15), time(13, 15), time(14, 45), time(16, 15))
LONGEST_MINUTES: Final = 75
_SLOTS_OF_PREFERENCE: Final = {
    "early_morning": 0,
    "morning": 1,
    "midday": 3,
    "afternoon": 4,
    "evening": 5,
}
# Fixed days only: movable feasts would need a calendar library for no gain in a demo.
_FIXED: Final = frozenset({(1, 1), (5, 1), (12, 24), (12, 25), (12, 26), (12, 31)})
_FIXED_AT_HOME: Final = {
    "Europe/Berlin": frozenset({(10, 3)}),
    "Europe/Paris": frozenset({(7, 14), (11, 11)}),
    "Europe/London": frozenset[tuple[int, int]](),
    "America/New_York": frozenset({(7, 4), (11, 11)}),
}
_SEASON: Final = {1: 0.85, 7: 0.85, 8: 0.4, 12: 0.75}


def is_working_day(day: date, zone: str) -> bool:
    """Monday to Friday and no fixed holiday of the zone's country."""
    return day.weekday() < 5 and (day.month, day.day) not in _FIXED | _FIXED_AT_HOME[zone]


def last_working_day_before(day: date, zone: str) -> date:
    """The nearest working day in the past."""
    found = day - timedelta(days=1)
    while not is_working_day(found, zone):
        found -= timedelta(days=1)
    return found


def season(day: date) -> float:
    """How busy the time of year is, 1.0 being a normal week."""
    is_between_years = (day.month, day.day) > (12, 19) or (day.month, day.day) < (1, 7)
    return 0.25 if is_between_years else _SEASON.get(day.month, 1.0)


def shut_slots(day: date, zone: str, their_zone: str) -> set[int]:
    """Slots that are too early or too late where the other person is."""
    longest = timedelta(minutes=LONGEST_MINUTES + 15)
    shut = set()
    for number, slot in enumerate(SLOTS):
        starts_at = datetime.combine(day, slot, ZoneInfo(zone)).astimezone(ZoneInfo(their_zone))
        if starts_at.time() < DAY_STARTS_AT or (starts_at + longest).time() > DAY_ENDS_AT:
            shut.add(number)
    return shut


def slot_for(rng: Random, preferred_time: str, taken: set[int]) -> int | None:
    """A free slot of the day, the preferred one in most cases; None when the day is full."""
    preferred = _SLOTS_OF_PREFERENCE.get(preferred_time)
    if preferred is not None and preferred not in taken and rng.random() < 0.7:
        return preferred
    free = [slot for slot in range(len(SLOTS)) if slot not in taken]
    return rng.choice(free) if free else None


def moment(rng: Random, day: date, slot: int, zone: str) -> datetime:
    """The aware start within a slot, on the quarter or half hour people agree on."""
    return datetime.combine(day, SLOTS[slot], ZoneInfo(zone)) + timedelta(minutes=rng.choice((0, 0, 15)))
