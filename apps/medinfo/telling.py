"""Messages about requests: links, and none of the words."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from apps.medinfo.models import MedicalRequest
from apps.medinfo.routing import answerers
from apps.notifications.actions import cancel_messages, queue_message
from apps.notifications.models import Message
from apps.users.models import User
from apps.users.roles import Role

Kind = Message.Kind
#: What is told to whoever answers, and no longer true once somebody else has it or it is answered.
TO_ANSWER = (Kind.REQUEST_WAITING, Kind.REQUEST_ASSIGNED, Kind.REQUEST_SOON, Kind.REQUEST_DUE)


def tell(
    people: Iterable[User], kind: Message.Kind, request: MedicalRequest, occasion: datetime | None = None
) -> None:
    """Now, once for each telling of this cause."""
    now = timezone.now()
    for person in people:
        queue_message(
            to=person,
            kind=kind,
            cause_id=request.pk,
            occasion=(occasion or now).isoformat(timespec="seconds"),
            link=request.get_absolute_url(),
            due_at=now,
        )


def tell_where_it_went(request: MedicalRequest, *, by: User) -> None:
    """Whoever has it now, or all who could take it; not who has just done it themselves."""
    forget(request)
    if request.answerer is not None:
        tell([request.answerer] if request.answerer != by else [], Kind.REQUEST_ASSIGNED, request)
    else:
        tell((person for person in waiting_on(request) if person != by), Kind.REQUEST_WAITING, request)


def waiting_on(request: MedicalRequest) -> list[User]:
    """On whom an unanswered request waits. Where nobody answers at all, directors have to know."""
    if request.state == MedicalRequest.State.RETURNED:
        return [request.owner]
    if request.answerer is not None:
        return [request.answerer]
    return list(answerers(request.queue) or directors())


def leads_of(request: MedicalRequest) -> list[User]:
    """Whose team is late: the manager of whoever answers, of the queue, or else the directors."""
    team = request.answerer.team if request.answerer else request.queue
    lead = team.manager if team else None
    return [lead] if lead is not None and lead.is_active else list(directors())


def directors() -> "Iterable[User]":
    """Medical directors who can sign in."""
    return User.objects.filter(role=Role.MEDICAL_DIRECTOR, is_active=True)


def forget(request: MedicalRequest) -> None:
    """What was told to whoever answers counts as read; what waits is not sent."""
    cancel_messages(cause_id=request.pk, kinds=TO_ANSWER)
