"""Working hours: from nine to five on the working days of a calendar (`working_days`), in the zone of a moment."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from apps.core.working_days import add_working_days, working_day_before, working_day_from

OPENS, CLOSES = time(9), time(17)


def after_working_hours(asked: datetime, hours: int, calendar: str) -> datetime:
    """The moment, in UTC, that many hours of working time later. `asked` is aware, in the zone whose hours count."""
    left, day = timedelta(hours=hours), working_day_from(asked.date(), calendar)
    while True:
        begin = max(asked, opening(day, asked))
        room = max(closing(day, asked) - begin, timedelta())
        if left <= room:
            return (begin + left).astimezone(UTC)
        left, day = left - room, working_day_from(day + timedelta(days=1), calendar)


def after_working_days(asked: datetime, days: int, calendar: str) -> datetime:
    """The end of work, in UTC, that many working days later. `asked` is aware, in the zone whose days count."""
    return closing(add_working_days(asked.date(), days, calendar), asked).astimezone(UTC)


def remind_at(due_at: datetime, *, calendar: str, zone: str) -> datetime:
    """When whoever answers is reminded: when work begins, a working day before."""
    here = due_at.astimezone(ZoneInfo(zone))
    return opening(working_day_before(here.date(), calendar), here).astimezone(UTC)


def escalate_at(due_at: datetime, *, calendar: str, zone: str) -> datetime:
    """When the manager is told: at the same hour, a working day after."""
    here = due_at.astimezone(ZoneInfo(zone))
    day = add_working_days(here.date(), 1, calendar)
    return datetime.combine(day, here.time(), here.tzinfo).astimezone(UTC)


def opening(day: date, like: datetime) -> datetime:
    """When work begins on a day, in the zone of another moment."""
    return datetime.combine(day, OPENS, like.tzinfo)


def closing(day: date, like: datetime) -> datetime:
    """When work ends on a day, in the zone of another moment."""
    return datetime.combine(day, CLOSES, like.tzinfo)
