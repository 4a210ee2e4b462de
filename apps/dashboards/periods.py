"""When a report is due where a person is, and which days it is about.

A period is made of days, so the change of clocks changes nothing about it; only the hour at which a report is due is
read in the person's own zone.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from apps.core.measuring import Period

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Weekly:
    """Each week on one day (Monday is 0) at an hour; the report is about the seven days before that day."""

    weekday: int
    hour: time

    def latest(self, now: datetime, zone: str) -> Period:
        """The latest period whose report is due by `now` where the zone's clocks show its hour.

        Only the latest: who was without a timetable for three weeks is not sent three reports on one morning.
        """
        here = now.astimezone(ZoneInfo(zone))
        day = here.date() - timedelta(days=(here.weekday() - self.weekday) % 7)
        if day == here.date() and here.time() < self.hour:
            day -= WEEK
        return Period(day - WEEK, day - timedelta(days=1))

    def due_at(self, period: Period, zone: str) -> datetime:
        """When the report about a period is due there, in UTC."""
        day = period.last + timedelta(days=1)
        return datetime.combine(day, self.hour, ZoneInfo(zone)).astimezone(UTC)


def start_of(period: Period, zone: ZoneInfo) -> datetime:
    """The moment at which it begins there."""
    return datetime.combine(period.first, time(), zone)
