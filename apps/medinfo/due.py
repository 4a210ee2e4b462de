"""Until when a request is to be answered: working hours or days from the moment it was asked, in its country.

The clock starts when the question was asked, not when somebody typed it in, and it does not stand still while a
request is returned: the asker waits all the same. A day ends at five in the zone of whoever took the question in.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from apps.core.working_days import add_working_days, working_day_before, working_day_from
from apps.medinfo.models import MedicalRequest, ResponseTime
from apps.medinfo.models.rules import Complexity, Kind

OPENS, CLOSES = time(9), time(17)
Unit = ResponseTime.Unit
#: What holds until a manager says otherwise. A start and no standard: companies set their own.
DEFAULTS: dict[tuple[str, str], tuple[int, str]] = {
    (Kind.MEDICAL, Complexity.SIMPLE): (2, Unit.DAYS),
    (Kind.MEDICAL, Complexity.STANDARD): (5, Unit.DAYS),
    (Kind.MEDICAL, Complexity.COMPLEX): (10, Unit.DAYS),
    (Kind.HEOR, Complexity.SIMPLE): (5, Unit.DAYS),
    (Kind.HEOR, Complexity.STANDARD): (10, Unit.DAYS),
    (Kind.HEOR, Complexity.COMPLEX): (15, Unit.DAYS),
}


def response_time(kind: str, complexity: str) -> ResponseTime:
    """The row that a manager made, else one (unsaved) with the default."""
    found = ResponseTime.objects.filter(kind=kind, complexity=complexity).first()
    return found or default_response_time(kind, complexity)


def default_response_time(kind: str, complexity: str) -> ResponseTime:
    """What holds as long as no manager said otherwise; unsaved."""
    amount, unit = DEFAULTS[kind, complexity]
    return ResponseTime(kind=kind, complexity=complexity, amount=amount, unit=unit)


def due_moment(request: MedicalRequest) -> datetime:
    """When the answer to this request is due, in UTC."""
    within, zone = response_time(request.kind, request.complexity), ZoneInfo(request.owner.time_zone)
    asked = request.received_at.astimezone(zone)
    if within.unit == Unit.HOURS:
        return after_working_hours(asked, within.amount, request.country)
    return _closing(add_working_days(asked.date(), within.amount, request.country), asked).astimezone(UTC)


def after_working_hours(asked: datetime, hours: int, calendar: str) -> datetime:
    """The moment, in UTC, that many hours of working time later. `asked` is aware, in the zone whose hours count."""
    left, day = timedelta(hours=hours), working_day_from(asked.date(), calendar)
    while True:
        begin = max(asked, _opening(day, asked))
        room = max(_closing(day, asked) - begin, timedelta())
        if left <= room:
            return (begin + left).astimezone(UTC)
        left, day = left - room, working_day_from(day + timedelta(days=1), calendar)


def remind_at(due_at: datetime, *, calendar: str, zone: str) -> datetime:
    """When whoever answers is reminded: when work begins, a working day before."""
    here = due_at.astimezone(ZoneInfo(zone))
    return _opening(working_day_before(here.date(), calendar), here).astimezone(UTC)


def escalate_at(due_at: datetime, *, calendar: str, zone: str) -> datetime:
    """When the manager is told: at the same hour, a working day after."""
    here = due_at.astimezone(ZoneInfo(zone))
    day = add_working_days(here.date(), 1, calendar)
    return datetime.combine(day, here.time(), here.tzinfo).astimezone(UTC)


def _opening(day: date, like: datetime) -> datetime:
    return datetime.combine(day, OPENS, like.tzinfo)


def _closing(day: date, like: datetime) -> datetime:
    return datetime.combine(day, CLOSES, like.tzinfo)
