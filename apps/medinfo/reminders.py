"""The sweep over unanswered requests: a working day before they are due, when they are, and to managers after.

Each message is one occasion (the due moment, or the manager's day), so a sweep that runs every few minutes, twice at
once, or not for a weekend, tells each thing once, and nothing that is over already. It reads unanswered requests that
are due within days, and nothing else.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from apps.core.working_hours import escalate_at, remind_at
from apps.medinfo.models import MedicalRequest
from apps.medinfo.telling import Kind, OnDuty, tellings
from apps.notifications.actions import Telling, queue_messages
from apps.users.models import User

#: No working day begins earlier than this before the next one ends, whatever holidays lie between.
LOOK_AHEAD = timedelta(days=14)


def tell_of_due(now: datetime | None = None) -> None:
    """Remind whoever has them, and tell the managers of those that are late for more than a working day."""
    now, on_duty = now or timezone.now(), OnDuty()
    queue_messages(telling for request in _nearly_due(now) for telling in _of(request, on_duty, now))


def _nearly_due(now: datetime) -> Any:
    rows: Any = MedicalRequest.objects.unanswered().filter(due_at__lt=now + LOOK_AHEAD)
    return rows.select_related("owner", "answerer__team__manager", "queue__manager").order_by("due_at", "id")


def _of(request: MedicalRequest, on_duty: OnDuty, now: datetime) -> Iterator[Telling]:
    due_at: Any = request.due_at
    place = {"calendar": request.country, "zone": request.owner.time_zone}
    if due_at <= now:
        yield from tellings(on_duty.waiting_on(request), Kind.REQUEST_DUE, request, due_at)
    elif remind_at(due_at, **place) <= now:
        yield from tellings(on_duty.waiting_on(request), Kind.REQUEST_SOON, request, due_at)
    if escalate_at(due_at, **place) <= now:
        yield from (_escalation(lead, now) for lead in on_duty.leads_of(request))


def _escalation(lead: User, now: datetime) -> Telling:
    """One message a day, whatever it holds."""
    day = now.astimezone(ZoneInfo(lead.time_zone)).date()
    return Telling(
        to=lead,
        kind=Kind.REQUESTS_ESCALATED,
        cause_id=lead.pk,
        occasion=day.isoformat(),
        link=reverse("medinfo:list") + "?due=overdue",
        due_at=now,
    )
