"""Messages about concerns, incidents and corrective actions: links, and none of the words.

Whoever raises a concern reads nothing, and an anonymous report stands alone in its transaction. So both are told by a
sweep of oversight; a report without a name on another day than it came, since a message knows its second.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.incidents.models import AnonymousReport, Assignment, Concern, CorrectiveAction, Incident
from apps.incidents.models.anonymous import today
from apps.notifications.actions import Telling, cancel_messages, queue_messages
from apps.notifications.models import Message
from apps.users.models import User
from apps.users.queries import compliance_officers

Kind = Message.Kind
ABOUT_ASSIGNMENTS = (Kind.CORRECTIVE_GIVEN, Kind.CORRECTIVE_DUE)
#: What has waited longer was told before, or stood there before anybody was told of such things.
LATELY = timedelta(days=7)
#: When somebody is reminded of what is due on a day, where they are.
MORNING = time(8)


def reported(incident: Incident, by: User) -> None:
    """Every compliance officer but the one who reported it or made it."""
    officers, link = compliance_officers().exclude(pk=by.pk), incident.get_absolute_url()
    queue_messages(_tellings(officers, Kind.INCIDENT_REPORTED, incident.pk, "reported", link))


def noticed() -> None:
    """Every compliance officer of open concerns and of reports without a name, each once. Safe to repeat."""
    officers = list(compliance_officers())
    rows = Concern.objects.filter(state=Concern.State.OPEN, at__gte=timezone.now() - LATELY)
    for concern in rows.order_by("id"):
        link = concern.get_absolute_url()
        queue_messages(_tellings(officers, Kind.CONCERN_RAISED, concern.pk, "raised", link))
    for day in _days_with_reports():
        cause, link = uuid5(NAMESPACE_URL, f"anonymous reports {day}"), reverse("incidents:inbox")
        queue_messages(_tellings(officers, Kind.ANONYMOUS_REPORTED, cause, day.isoformat(), link))


def _days_with_reports() -> "QuerySet[AnonymousReport, date]":
    days = AnonymousReport.objects.filter(received_on__lt=today(), received_on__gte=today() - LATELY)
    return days.order_by("received_on").values_list("received_on", flat=True).distinct()


def decided(concern: Concern) -> None:
    """Somebody looked at it: nobody else has to."""
    cancel_messages(causes=[concern.pk], kinds=[Kind.CONCERN_RAISED])


def given(assignment: Assignment) -> None:
    """Who does it."""
    link = reverse("incidents:assigned")
    queue_messages(_tellings([assignment.owner], Kind.CORRECTIVE_GIVEN, assignment.pk, "given", link))


def fallen_due(moment: datetime | None = None) -> None:
    """Who does it, on the morning of the day on which it is due, once. Safe to repeat, and after days without it."""
    now, link = moment or timezone.now(), reverse("incidents:assigned")
    today = timezone.localdate(now)
    days = (today - LATELY, today + timedelta(days=1))
    rows = Assignment.objects.filter(done_on=None, due_on__range=days, owner__is_active=True)
    due = [(row, _morning_of(row)) for row in rows.select_related("owner").order_by("due_on", "id")]
    queue_messages(
        Telling(row.owner, Kind.CORRECTIVE_DUE, row.pk, row.due_on.isoformat(), link, morning)
        for row, morning in due
        if morning <= now
    )


def _morning_of(row: Assignment) -> datetime:
    return datetime.combine(row.due_on, MORNING, ZoneInfo(row.owner.time_zone)).astimezone(UTC)


def given_away(keys: Iterable[UUID]) -> None:
    """Somebody else does them: what waits for the former owner is not sent."""
    cancel_messages(causes=list(keys), kinds=ABOUT_ASSIGNMENTS)


def done(action: CorrectiveAction, by: User) -> None:
    """The officer who looks after the incident."""
    officer, link = action.incident.owner, action.incident.get_absolute_url()
    people = [officer] if officer is not None and officer != by else []
    queue_messages(_tellings(people, Kind.CORRECTIVE_DONE, action.pk, "done", link))


def settled(action: CorrectiveAction) -> None:
    """Nothing is left to do."""
    cancel_messages(causes=[action.pk], kinds=ABOUT_ASSIGNMENTS)


def _tellings(
    people: Iterable[User], kind: Message.Kind, cause: UUID, occasion: str, link: str
) -> list[Telling]:
    return [Telling(person, kind, cause, occasion, link, timezone.now()) for person in people]
