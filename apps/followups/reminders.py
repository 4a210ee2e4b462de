"""When a promise is reminded of: a working day before, on its day, and while it is overdue.

The first two are messages of their own, written with the promise. What is overdue is told by a daily sweep, one message
a person and day whatever it holds: a weekend without a timetable, or a hundred promises, make no flood.
"""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.urls import reverse

from apps.core.working_days import working_day_before
from apps.followups.models import Commitment
from apps.notifications.actions import Telling, cancel_messages, queue_messages
from apps.notifications.models import Message
from apps.users.models import User

#: In the owner's zone: early enough to do something about it that day.
MORNING = time(8)
KINDS = (Message.Kind.COMMITMENT_SOON, Message.Kind.COMMITMENT_DUE)


def remind(commitment: Commitment, *, is_new_to_owner: bool = False) -> None:
    """Write the reminders anew; what was moved, snoozed or handed over moves them."""
    remind_of_all([commitment])
    if is_new_to_owner:
        queue_messages([_given(commitment)])


def remind_of_all(commitments: Collection[Commitment]) -> None:
    """The same for many, in as many statements as for one. Nobody is told that they are new to them."""
    _forget(commitments)
    now = datetime.now(UTC)
    found = (telling for commitment in commitments for telling in _tellings(commitment))
    # Who types at noon what is due today knows it; what is late, the daily sweep tells.
    queue_messages(telling for telling in found if telling.due_at >= now)


def forget(commitment: Commitment) -> None:
    """It was kept, cancelled, moved or given away: what waits is not sent."""
    _forget([commitment])


def morning_of(day: date, person: User) -> datetime:
    """Eight o'clock where this person is, in UTC."""
    return datetime.combine(day, MORNING, ZoneInfo(person.time_zone)).astimezone(UTC)


def _forget(commitments: Collection[Commitment]) -> None:
    cancel_messages(causes=[commitment.pk for commitment in commitments], kinds=KINDS)


def _tellings(commitment: Commitment) -> Iterator[Telling]:
    day = commitment.snoozed_until or commitment.due_on
    if commitment.snoozed_until is None:
        before = working_day_before(day, commitment.owner.calendar)
        yield _on(before, commitment, Message.Kind.COMMITMENT_SOON)
    yield _on(day, commitment, Message.Kind.COMMITMENT_DUE)


def _on(day: date, commitment: Commitment, kind: Message.Kind) -> Telling:
    return _telling(commitment, kind, day.isoformat(), morning_of(day, commitment.owner))


def _given(commitment: Commitment) -> Telling:
    revision, now = str(commitment.revision), datetime.now(UTC)
    return _telling(commitment, Message.Kind.COMMITMENT_GIVEN, revision, now)


def _telling(commitment: Commitment, kind: Message.Kind, occasion: str, due_at: datetime) -> Telling:
    link = reverse("followups:read", args=[commitment.pk])
    return Telling(commitment.owner, kind, commitment.pk, occasion, link, due_at)
