"""Messages about hand-offs to the medical side: links, and none of the words."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from apps.handoffs.models import Handoff
from apps.intake.models import Handling
from apps.intake.routing import people_of
from apps.notifications.actions import Telling, cancel_messages, queue_messages
from apps.notifications.models import Message
from apps.users.models import User
from apps.users.roles import Role

Kind = Message.Kind
#: No longer true once somebody else has it or it is over.
TO_SEE_TO = (Kind.HANDOFF_WAITING, Kind.HANDOFF_ASSIGNED, Kind.HANDOFF_DUE)


def where_it_went(handling: Handling, *, by: User | None) -> None:
    """Whoever has it now, or all who could; not who has just done it themselves."""
    forget(handling.handoff)
    kind = Kind.HANDOFF_ASSIGNED if handling.assignee else Kind.HANDOFF_WAITING
    people = [person for person in waiting_on(handling) if by is None or person != by]
    queue_messages(tellings(people, kind, handling.handoff, timezone.now()))


def tellings(
    people: Iterable[User], kind: Message.Kind, handoff: Handoff, occasion: datetime
) -> list[Telling]:
    """One for each, about this occasion."""
    which = occasion.isoformat(timespec="seconds")
    link = handoff.get_absolute_url()
    return [Telling(person, kind, handoff.pk, which, link, timezone.now()) for person in people]


def waiting_on(handling: Handling) -> list[User]:
    """On whom an open hand-off waits."""
    if handling.assignee is not None:
        return [handling.assignee]
    return list(people_of(handling.handoff, handling.queue))


def leads_of(handling: Handling) -> list[User]:
    """Whose team is late: the manager of whoever has it or of the queue, else the directors."""
    team = handling.assignee.team if handling.assignee else handling.queue
    lead = team.manager if team else None
    if lead is not None and lead.is_active:
        return [lead]
    return list(User.objects.filter(role=Role.MEDICAL_DIRECTOR, is_active=True))


def forget(handoff: Handoff) -> None:
    """What was told to whoever sees to it counts as read; what waits is not sent."""
    cancel_messages(causes=[handoff.pk], kinds=TO_SEE_TO)
