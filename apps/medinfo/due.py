"""Until when a request is to be answered: working hours or days from the moment it was asked, in its country.

The clock starts when the question was asked, not when somebody typed it in, and it does not stand still while a
request is returned: the asker waits all the same. A day ends at five in the zone of whoever took the question in.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from apps.core.working_hours import after_working_days, after_working_hours
from apps.medinfo.models import MedicalRequest, ResponseTime
from apps.medinfo.models.rules import Complexity, Kind

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
    return after_working_days(asked, within.amount, request.country)
