"""Until when a hand-off is to be done or declined: working days of the account's country from the moment it was asked.

The clock does not stand still once it is accepted: the stakeholder waits until somebody has called.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from apps.core.working_hours import after_working_days
from apps.handoffs.models import Handoff

Urgency = Handoff.Urgency
#: Working days. A start and no standard; the labels of the choices say the same.
WITHIN: dict[str, int] = {Urgency.URGENT: 2, Urgency.SOON: 5, Urgency.ROUTINE: 10}


def due_moment(asked_at: datetime, urgency: str, *, calendar: str, zone: str) -> datetime:
    """When it is due, in UTC. `calendar` is the country of the account, `zone` that of whoever asked."""
    return after_working_days(asked_at.astimezone(ZoneInfo(zone)), WITHIN[urgency], calendar)
