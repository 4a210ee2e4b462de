"""Writing to the outbox: called inside the transaction of the cause, so that both are there or neither is.

These are the only writes without a `by`: a message is not a record of the domain but the trace of an action that is.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from apps.notifications.models import Message
from apps.notifications.tasks import deliver_messages
from apps.users.models import User
from apps.users.policies import CLIENT_ROLES

#: Cause, recipient, kind, occasion: what the database holds unique.
Key = tuple[UUID, UUID, str, str]


@dataclass(frozen=True)
class Telling:
    """Tell `to` once about this occasion, at `due_at`.

    `cause_id` is the row the message is about, `occasion` which telling of it (the due time, say), `link` a path within
    the product. No words: the mail says what the kind says, and the rest stands behind the link.
    """

    to: User
    kind: Message.Kind
    cause_id: UUID
    occasion: str
    link: str
    due_at: datetime

    @property
    def key(self) -> Key:
        """What makes it one."""
        return self.cause_id, self.to.pk, self.kind, self.occasion

    def message(self) -> Message:
        """Its row, unsaved."""
        told = {"recipient": self.to, "kind": self.kind, "cause_id": self.cause_id}
        return Message(**told, occasion=self.occasion, link=self.link, due_at=self.due_at)


def queue_message(
    *, to: User, kind: Message.Kind, cause_id: UUID, occasion: str, link: str, due_at: datetime
) -> None:
    """Tell one thing to one person: see `Telling`, and `queue_messages` for many at once."""
    queue_messages([Telling(to, kind, cause_id, occasion, link, due_at)])


def queue_messages(tellings: Iterable[Telling]) -> None:
    """Tell each once, in as many statements for many as for one. Repeated it revives cancelled ones, and that is all.

    What is told already is read and left out; what another worker tells at the same time, the unique key leaves out.
    Raises ValueError for a link that leads out of the product.
    """
    wanted = _checked(tellings)
    known = _known(wanted)
    cancelled = {
        key: known[key] for key in wanted if key in known and known[key].state == Message.State.CANCELLED
    }
    missing = [telling.message() for key, telling in wanted.items() if key not in known]
    Message.objects.bulk_create(missing, ignore_conflicts=True)
    _revive(cancelled, wanted)
    now = timezone.now()
    if any(row.due_at <= now for row in (*missing, *cancelled.values())):
        wake()


def _checked(tellings: Iterable[Telling]) -> dict[Key, Telling]:
    """Each once, in the order of their keys: two workers that tell the same never wait for each other."""
    wanted: dict[Key, Telling] = {}
    for telling in tellings:
        if not telling.link.startswith("/") or telling.link.startswith("//"):
            raise ValueError("A message links to a path within the product.")
        # Nobody reads what is sent to a service user, and its address leads nowhere.
        if telling.to.role not in CLIENT_ROLES:
            wanted.setdefault(telling.key, telling)
    return dict(sorted(wanted.items()))


def _known(keys: Collection[Key]) -> dict[Key, Message]:
    """What there is of these, whatever became of it. Others that share a part of a key are left out by who asks."""
    if not keys:
        return {}
    causes, people, kinds, occasions = zip(*keys, strict=True)
    told = Message.objects.filter(cause_id__in=set(causes), recipient__in=set(people))
    rows = told.filter(kind__in=set(kinds), occasion__in=set(occasions))
    return {(row.cause_id, row.recipient_id, row.kind, row.occasion): row for row in rows}


def _revive(cancelled: dict[Key, Message], wanted: dict[Key, Telling]) -> None:
    """A claim is left standing: the worker that holds it may be sending this very message."""
    now = timezone.now()
    for key, row in cancelled.items():
        row.state, row.updated_at = Message.State.WAITING, now
        row.due_at, row.link = wanted[key].due_at, wanted[key].link
    still = Message.objects.filter(state=Message.State.CANCELLED)
    still.bulk_update(list(cancelled.values()), ["state", "due_at", "link", "updated_at"])


def wake() -> None:
    """Have a worker look once this transaction is there. Only a wake-up: when it is lost, the sweep finds the rows."""
    # Django keeps what is to run as (savepoints, function, ...): whoever tells many wakes once.
    if not any(waits[1] is _wake for waits in connection.run_on_commit):
        transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    deliver_messages.delay()


def cancel_messages(*, causes: Collection[UUID], kinds: Collection[Message.Kind]) -> None:
    """The reasons are gone: what waits is not sent, and what was told counts as read."""
    now = timezone.now()
    about = Message.objects.filter(cause_id__in=causes, kind__in=kinds)
    about.filter(state=Message.State.WAITING).update(state=Message.State.CANCELLED, updated_at=now)
    about.filter(read_at=None).exclude(state=Message.State.CANCELLED).update(read_at=now, updated_at=now)


def mark_read(*, by: User, ids: list[UUID] | None = None) -> int:
    """Mark these messages of the reader as read, without `ids` all that were told; returns how many changed."""
    unread = Message.objects.visible_to(by).told().filter(read_at=None)
    chosen = unread if ids is None else unread.filter(pk__in=ids)
    now = timezone.now()
    return chosen.update(read_at=now, updated_at=now)
