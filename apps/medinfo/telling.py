"""Messages about requests: links, and none of the words."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from apps.medinfo.models import MedicalRequest
from apps.medinfo.routing import answerers
from apps.notifications.actions import Telling, cancel_messages, queue_messages
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
    queue_messages(tellings(people, kind, request, occasion or timezone.now()))


def tellings(
    people: Iterable[User], kind: Message.Kind, request: MedicalRequest, occasion: datetime
) -> list[Telling]:
    """What `tell` tells, to be told together with more."""
    now, link, which = timezone.now(), request.get_absolute_url(), occasion.isoformat(timespec="seconds")
    return [Telling(person, kind, request.pk, which, link, now) for person in people]


def tell_where_it_went(request: MedicalRequest, *, by: User) -> None:
    """Whoever has it now, or all who could take it; not who has just done it themselves."""
    forget(request)
    if request.answerer is not None:
        tell([request.answerer] if request.answerer != by else [], Kind.REQUEST_ASSIGNED, request)
    else:
        waiting = OnDuty().waiting_on(request)
        tell((person for person in waiting if person != by), Kind.REQUEST_WAITING, request)


class OnDuty:
    """Who answers and who directs: each read once, and only when asked for, however many requests they are told of."""

    @cached_property
    def directors(self) -> list[User]:
        """Medical directors who can sign in."""
        return list(User.objects.filter(role=Role.MEDICAL_DIRECTOR, is_active=True))

    @cached_property
    def answerers(self) -> list[User]:
        """Everybody of medical information who can sign in."""
        return list(answerers(None))

    def waiting_on(self, request: MedicalRequest) -> list[User]:
        """On whom an unanswered request waits. Where nobody answers at all, directors have to know."""
        if request.state == MedicalRequest.State.RETURNED:
            return [request.owner]
        if request.answerer is not None:
            return [request.answerer]
        of_queue = [person for person in self.answerers if request.queue_id in {None, person.team_id}]
        return of_queue or self.directors

    def leads_of(self, request: MedicalRequest) -> list[User]:
        """Whose team is late: the manager of whoever answers, of the queue, or else the directors."""
        team = request.answerer.team if request.answerer else request.queue
        lead = team.manager if team else None
        return [lead] if lead is not None and lead.is_active else self.directors


def forget(request: MedicalRequest) -> None:
    """What was told to whoever answers counts as read; what waits is not sent."""
    cancel_messages(causes=[request.pk], kinds=TO_ANSWER)
