"""Making reports: each person gets each report of a period once, whatever restarts and however many timetables run.

What decides is the database: an edition is unique for person, report and period, and its key is made from the three, so
that two workers at once write one row and queue one message. Edition and message are written in one transaction: a
worker that is killed leaves both or neither, and the next sweep makes what is missing.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Exists, OuterRef, QuerySet

from apps.core.measuring import Period
from apps.dashboards.models import Edition, Subscription
from apps.dashboards.registry import Report, reports
from apps.notifications.actions import Telling, queue_messages
from apps.notifications.models import Message
from apps.users.models import User

#: People for whom a report is made in one transaction.
BATCH = 100
#: Of each line so many keys are kept, the first that the part found; the number counts them all.
MOST_KEYS = 100


def make_due_editions(now: datetime | None = None) -> int:
    """Make a batch of what is due; returns how many editions that were: `BATCH` when there may be more.

    Runs in the caller's transaction, under the role of the medical side. Only the latest period of each report is made.
    """
    now, count = now or datetime.now(UTC), 0
    for report in reports():
        for period, zones in _latest_periods(report, now).items():
            if people := list(_waiting(report, period, zones)[: BATCH - count]):
                make_editions(report, people, period, now=now)
                count += len(people)
    return count


def make_editions(report: Report, people: Sequence[User], period: Period, *, now: datetime) -> None:
    """Write a report for these people and tell them. Who has it keeps the one they have, and is told nothing."""
    contents = contents_of(report, people, period)
    editions = [
        Edition(
            id=key_of(report, person, period),
            person=person,
            report=report.name,
            first_day=period.first,
            last_day=period.last,
            content=contents[person.pk],
        )
        for person in people
    ]
    Edition.objects.bulk_create(editions, ignore_conflicts=True)
    queue_messages(_telling(edition, now) for edition in editions)


def contents_of(report: Report, people: Sequence[User], period: Period) -> dict[UUID, dict[str, Any]]:
    """Person to part to line to its count and keys. A part that has nothing for somebody is not in their report."""
    contents: dict[UUID, dict[str, Any]] = {person.pk: {} for person in people}
    for part in report.parts:
        for person, lines in part.find(people, period).items():
            contents[person][part.name] = {line.name: _kept(lines.get(line.name, ())) for line in part.lines}
    return contents


def key_of(report: Report, person: User, period: Period) -> UUID:
    """The same edition has the same key, whoever makes it."""
    return uuid5(NAMESPACE_URL, f"edition:{report.name}:{person.pk}:{period.first}")


def _kept(keys: Sequence[UUID]) -> dict[str, Any]:
    return {"count": len(keys), "keys": [str(key) for key in keys[:MOST_KEYS]]}


def _telling(edition: Edition, now: datetime) -> Telling:
    return Telling(
        to=edition.person,
        kind=Message.Kind.REPORT_READY,
        cause_id=edition.pk,
        occasion="made",
        link=edition.get_absolute_url(),
        due_at=now,
    )


def _latest_periods(report: Report, now: datetime) -> dict[Period, list[str]]:
    """The period that is due now, by time zones of those who get the report: all have one, or two around the hour."""
    zones = _getting(report).order_by("time_zone").values_list("time_zone", flat=True).distinct()
    found: dict[Period, list[str]] = {}
    for zone in zones:
        found.setdefault(report.schedule.latest(now, zone), []).append(zone)
    return found


def _getting(report: Report) -> QuerySet[User]:
    return User.objects.filter(role__in=report.roles, is_active=True)


def _waiting(report: Report, period: Period, zones: Sequence[str]) -> QuerySet[User]:
    """Who gets the report, wants it, was here when it was due, and has no edition of this period yet."""
    made = Edition.objects.filter(person=OuterRef("pk"), report=report.name, first_day=period.first)
    unwanted = Subscription.objects.filter(person=OuterRef("pk"), report=report.name, is_wanted=False)
    due_at = max(report.schedule.due_at(period, zone) for zone in zones)
    people = _getting(report).filter(time_zone__in=zones, date_joined__lt=due_at)
    return people.exclude(Exists(made)).exclude(Exists(unwanted)).order_by("pk")
