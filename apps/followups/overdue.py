"""The daily sweep: who has promises that are overdue, and whose manager has to know.

One message a person and day (the occasion is the day), so a sweep that runs every few minutes, twice at once or after a
weekend without a timetable tells each day once. It reads the pending promises that are late and nothing else.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from apps.core.working_days import add_working_days, is_working_day
from apps.followups.models import Commitment
from apps.followups.reminders import MORNING
from apps.notifications.actions import Telling, queue_messages
from apps.notifications.models import Message
from apps.users.models import User

REMIND_ON = Coalesce("snoozed_until", "due_on")
#: Working days after which the manager of the team is told too.
ESCALATE_AFTER = 3


def tell_overdue(now: datetime | None = None) -> None:
    """Tell everybody with late promises, and the managers of those whose promises are late for long."""
    now = now or datetime.now(UTC)
    late = [row for row in _perhaps_late(now) if _remind_on(row) < _today(row.owner, now)]
    queue_messages(_tellings(late, now))


def _tellings(late: Iterable[Commitment], now: datetime) -> Iterator[Telling]:
    for person in {row.owner for row in late}:
        yield from _today_to(person, Message.Kind.COMMITMENTS_OVERDUE, "?due=overdue", now)
    for boss in {boss for row in late if _is_old(row, now) and (boss := _manager_of(row.owner))}:
        yield from _today_to(boss, Message.Kind.COMMITMENTS_ESCALATED, "?due=overdue&whose=team", now)


def _perhaps_late(now: datetime) -> QuerySet[Commitment]:
    """Promises whose day is over somewhere on earth."""
    latest = (now + timedelta(hours=14)).date()
    pending: QuerySet[Any] = Commitment.objects.pending().alias(remind_on=REMIND_ON)
    return pending.filter(remind_on__lt=latest, owner__is_active=True).select_related("owner__team__manager")


def _remind_on(commitment: Commitment) -> date:
    return commitment.snoozed_until or commitment.due_on


def _manager_of(person: User) -> User | None:
    boss = person.team.manager if person.team else None
    return boss if boss and boss.is_active and boss != person else None


def _is_old(commitment: Commitment, now: datetime) -> bool:
    owner = commitment.owner
    return add_working_days(commitment.due_on, ESCALATE_AFTER, owner.calendar) <= _today(owner, now)


def _today_to(person: User, kind: Message.Kind, query: str, now: datetime) -> Iterator[Telling]:
    """Once a day, on working days, from the morning on where this person is."""
    here = now.astimezone(ZoneInfo(person.time_zone))
    if not is_working_day(here.date(), person.calendar) or here.time() < MORNING:
        return
    yield Telling(
        to=person,
        kind=kind,
        cause_id=person.pk,
        occasion=here.date().isoformat(),
        link=reverse("followups:list") + query,
        due_at=now,
    )


def _today(person: User, now: datetime) -> date:
    return now.astimezone(ZoneInfo(person.time_zone)).date()
