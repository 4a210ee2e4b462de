"""When a promise is reminded of: a working day before, on its day, and while it is overdue.

The first two are messages of their own, written with the promise. What is overdue is told by a daily sweep, one message
a person and day whatever it holds: a weekend without a timetable, or a hundred promises, make no flood.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.urls import reverse

from apps.core.working_days import working_day_before
from apps.followups.models import Commitment
from apps.notifications.actions import cancel_messages, queue_message
from apps.notifications.models import Message
from apps.users.models import User

#: In the owner's zone: early enough to do something about it that day.
MORNING = time(8)
KINDS = (Message.Kind.COMMITMENT_SOON, Message.Kind.COMMITMENT_DUE)


def remind(commitment: Commitment, *, is_new_to_owner: bool = False) -> None:
    """Write the reminders anew; what was moved, snoozed or handed over moves them."""
    forget(commitment)
    day = commitment.snoozed_until or commitment.due_on
    if commitment.snoozed_until is None:
        _tell(commitment, Message.Kind.COMMITMENT_SOON, working_day_before(day, commitment.owner.calendar))
    _tell(commitment, Message.Kind.COMMITMENT_DUE, day)
    if is_new_to_owner:
        _tell(commitment, Message.Kind.COMMITMENT_GIVEN, None)


def forget(commitment: Commitment) -> None:
    """It was kept, cancelled, moved or given away: what waits is not sent."""
    cancel_messages(cause_id=commitment.pk, kinds=KINDS)


def morning_of(day: date, person: User) -> datetime:
    """Eight o'clock where this person is, in UTC."""
    return datetime.combine(day, MORNING, ZoneInfo(person.time_zone)).astimezone(UTC)


def _tell(commitment: Commitment, kind: Message.Kind, day: date | None) -> None:
    now = datetime.now(UTC)
    due_at = morning_of(day, commitment.owner) if day else now
    if due_at < now:
        # Who types at noon what is due today knows it; what is late, the daily sweep tells.
        return
    queue_message(
        to=commitment.owner,
        kind=kind,
        cause_id=commitment.pk,
        occasion=day.isoformat() if day else str(commitment.revision),
        link=reverse("followups:read", args=[commitment.pk]),
        due_at=due_at,
    )
