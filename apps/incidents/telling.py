"""Messages about concerns, incidents and corrective actions: links, and none of the words.

Whoever raises a concern reads nothing, and an anonymous report stands alone in its transaction. So both are told by a
sweep of oversight; a report without a name on another day than it came, since a message knows its second.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

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
#: What has waited longer was told before, or stood there before anybody was told of such things.
LATELY = timedelta(days=7)


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


def done(action: CorrectiveAction, by: User) -> None:
    """The officer who looks after the incident."""
    officer, link = action.incident.owner, action.incident.get_absolute_url()
    people = [officer] if officer is not None and officer != by else []
    queue_messages(_tellings(people, Kind.CORRECTIVE_DONE, action.pk, "done", link))


def settled(action: CorrectiveAction) -> None:
    """Nothing is left to do."""
    cancel_messages(causes=[action.pk], kinds=[Kind.CORRECTIVE_GIVEN])


def _tellings(
    people: Iterable[User], kind: Message.Kind, cause: UUID, occasion: str, link: str
) -> list[Telling]:
    return [Telling(person, kind, cause, occasion, link, timezone.now()) for person in people]
