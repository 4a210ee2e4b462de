"""What becomes of due messages before any is sent: some wait, some are told without a mail, some share one mail.

Nobody gets a flood: when more than a few messages of one person are due at once, as after a weekend without a
timetable, they become one mail with a link for each. That mail is a message of its own, made in the transaction that
ends theirs, so it is told once like any other.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from apps.firewall.roles import acting_as
from apps.notifications.groups import How
from apps.notifications.marking import CLAIM
from apps.notifications.models import Choice, Message, QuietTime
from apps.notifications.quiet import Wishes, is_urgent
from apps.users.models import User

#: As many mails as somebody may get at once.
MOST_SINGLE = 5


@dataclass
class Plan:
    """What is to be done with claimed messages. `together` holds one list a mail."""

    single: list[Message] = field(default_factory=list)
    together: list[list[Message]] = field(default_factory=list)
    until: dict[datetime, list[Message]] = field(default_factory=lambda: defaultdict(list))
    bell: list[Message] = field(default_factory=list)
    unwanted: list[Message] = field(default_factory=list)


def plan(claimed: Sequence[Message], now: datetime | None = None) -> Plan:
    """Sort claimed messages by what their recipients chose; two statements, however many people."""
    now, made = now or timezone.now(), Plan()
    people = {message.recipient_id: message.recipient for message in claimed}
    wishes, by_person = _wishes(people.values()), defaultdict[UUID, list[Message]](list)
    for message in claimed:
        by_person[message.recipient_id].append(message)
    for person_id, theirs in by_person.items():
        _plan_for(wishes[person_id], theirs, now, made)
    return made


def _wishes(people: Iterable[User]) -> dict[UUID, Wishes]:
    known = {person.pk: person for person in people}
    quiet = {row.user_id: row for row in QuietTime.objects.filter(user__in=known)}
    hows = defaultdict[UUID, dict[str, str]](dict)
    for row in Choice.objects.filter(user__in=known):
        hows[row.user_id][row.group] = row.how
    return {key: Wishes.of(person, quiet.get(key), hows[key]) for key, person in known.items()}


def _plan_for(wishes: Wishes, messages: Sequence[Message], now: datetime, made: Plan) -> None:
    now_by_mail = []
    for message in messages:
        how, at = wishes.how(message), wishes.mail_at(message)
        if is_urgent(message) or message.kind == Message.Kind.SUMMARY:
            made.single.append(message)
        elif how == How.OFF:
            made.unwanted.append(message)
        elif how == How.BELL or message.read_at is not None:
            made.bell.append(message)
        elif max(at, wishes.awake(now)) > now:
            made.until[max(at, wishes.awake(now))].append(message)
        elif message.trying_since is not None:
            # It may have arrived; under its own Message-ID a mail program shows it once.
            made.single.append(message)
        else:
            now_by_mail.append(message)
    _share(wishes, now_by_mail, made)


def _share(wishes: Wishes, messages: Sequence[Message], made: Plan) -> None:
    """Those of the day in one mail, and with them all others that would be a flood."""
    daily = [message for message in messages if wishes.how(message) == How.DAILY]
    others = [message for message in messages if message not in daily]
    if len(others) > MOST_SINGLE:
        daily, others = [*daily, *others], []
    if len(daily) > 1:
        made.together.append(daily)
    else:
        # A single message says more by its own.
        made.single.extend(daily)
    made.single.extend(others)


def group(parts: Sequence[list[Message]]) -> list[Message]:
    """Make the mails that tell several messages, each in the name of its recipient's side; claimed, to be sent."""
    made = []
    for messages in parts:
        # The worker's own login adds no messages: whoever leaves one stands on a side.
        with acting_as(messages[0].recipient.side):
            made.append(_summary(messages))
    return made


def _summary(messages: Sequence[Message]) -> Message:
    now, person = timezone.now(), messages[0].recipient
    summary = Message.objects.create(
        recipient=person,
        kind=Message.Kind.SUMMARY,
        cause_id=person.pk,
        # Each message is grouped once, so its key names this telling.
        occasion=str(messages[0].pk),
        link=reverse("notifications:list"),
        due_at=now,
        read_at=now,
        claimed_until=now + CLAIM,
    )
    theirs = Message.objects.filter(pk__in=[message.pk for message in messages], state=Message.State.WAITING)
    told = {"state": Message.State.GROUPED, "told_in": summary, "claimed_until": None, "last_error": ""}
    theirs.update(**told, updated_at=now)
    return summary


def is_empty(summary: Message) -> bool:
    """Whether a grouped mail has nothing left to tell."""
    return not summary.told_here.filter(read_at=None).exists()
