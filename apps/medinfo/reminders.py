"""The sweep over unanswered requests: a working day before they are due, when they are, and to managers after.

Each message is one occasion (the due moment, or the manager's day), so a sweep that runs every few minutes, twice at
once, or not for a weekend, tells each thing once, and nothing that is over already. It reads unanswered requests that
are due within days, and nothing else.
"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from apps.medinfo.due import escalate_at, remind_at
from apps.medinfo.models import MedicalRequest
from apps.medinfo.telling import Kind, leads_of, tell, waiting_on
from apps.notifications.actions import queue_message
from apps.users.models import User

#: No working day begins earlier than this before the next one ends, whatever holidays lie between.
LOOK_AHEAD = timedelta(days=14)


def tell_of_due(now: datetime | None = None) -> None:
    """Remind whoever has them, and tell the managers of those that are late for more than a working day."""
    now = now or timezone.now()
    for request in _nearly_due(now):
        due_at: Any = request.due_at
        place = {"calendar": request.country, "zone": request.owner.time_zone}
        if due_at <= now:
            tell(waiting_on(request), Kind.REQUEST_DUE, request, due_at)
        elif remind_at(due_at, **place) <= now:
            tell(waiting_on(request), Kind.REQUEST_SOON, request, due_at)
        if escalate_at(due_at, **place) <= now:
            for lead in leads_of(request):
                _escalate(lead, now)


def _nearly_due(now: datetime) -> Any:
    rows: Any = MedicalRequest.objects.unanswered().filter(due_at__lt=now + LOOK_AHEAD)
    return rows.select_related("owner", "answerer__team__manager", "queue__manager").order_by("due_at", "id")


def _escalate(lead: User, now: datetime) -> None:
    """One message a day, whatever it holds."""
    day = now.astimezone(ZoneInfo(lead.time_zone)).date()
    queue_message(
        to=lead,
        kind=Kind.REQUESTS_ESCALATED,
        cause_id=lead.pk,
        occasion=day.isoformat(),
        link=reverse("medinfo:list") + "?due=overdue",
        due_at=now,
    )
