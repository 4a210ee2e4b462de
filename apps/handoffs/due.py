"""Until when a hand-off is to be done or declined: working days of the account's country from the moment it was asked.

The clock does not stand still once it is accepted: the stakeholder waits until somebody has called. How many days, the
medical side and compliance say (`DueDays`); what was asked before keeps its day.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from apps.core.working_hours import after_working_days
from apps.handoffs.models import DueDays, Handoff
from apps.users.models import User


def due_moment(asked_at: datetime, urgency: str, *, calendar: str, zone: str) -> datetime:
    """When it is due, in UTC. `calendar` is the country of the account, `zone` that of whoever asked."""
    days = DueDays.objects.get(urgency=urgency).days
    return after_working_days(asked_at.astimezone(ZoneInfo(zone)), days, calendar)


def due_days_for(user: User) -> "QuerySet[DueDays]":
    """What each urgency promises, the most urgent first."""
    found: QuerySet[DueDays] = DueDays.objects.visible_to(user).order_by("days", "urgency")
    return found


def urgencies() -> list[tuple[str, str]]:
    """The choices of a form, in the order of the list, with what they promise now."""
    promised = {row.urgency: str(row) for row in DueDays.objects.all()}
    return [(value, promised.get(value, str(label))) for value, label in Handoff.Urgency.choices]
