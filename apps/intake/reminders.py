"""The sweep over open hand-offs: whoever has one when it is due, and once a day the manager after.

Each message is one occasion, so a sweep that runs every few minutes, twice at once, or not for a weekend, tells once.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from apps.core.working_hours import escalate_at
from apps.handoffs.models import Handoff
from apps.intake.models import Handling
from apps.intake.telling import Kind, leads_of, tellings, waiting_on
from apps.notifications.actions import Telling, queue_messages
from apps.users.models import User


def tell_of_overdue(now: datetime | None = None) -> None:
    """Tell whoever has them, and the managers of those that are late for more than a working day."""
    moment = now or timezone.now()
    rows: Any = Handling.objects.filter(handoff__state__in=Handoff.OPEN, handoff__due_at__lte=moment)
    late = rows.select_related("handoff__asked_by", "assignee__team__manager", "queue__manager")
    queue_messages(
        telling for handling in late.order_by("handoff__due_at", "id") for telling in _of(handling, moment)
    )


def _of(handling: Handling, now: datetime) -> Iterator[Telling]:
    handoff: Handoff = handling.handoff
    yield from tellings(waiting_on(handling), Kind.HANDOFF_DUE, handoff, handoff.due_at)
    if escalate_at(handoff.due_at, calendar=handoff.country, zone=handoff.asked_by.time_zone) <= now:
        yield from (_escalation(lead, now) for lead in leads_of(handling))


def _escalation(lead: User, now: datetime) -> Telling:
    """One message a day, whatever it holds."""
    day = now.astimezone(ZoneInfo(lead.time_zone)).date().isoformat()
    return Telling(lead, Kind.HANDOFFS_ESCALATED, lead.pk, day, reverse("intake:queue") + "?due=overdue", now)
