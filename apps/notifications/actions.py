"""Writing to the outbox: called inside the transaction of the cause, so that both are there or neither is.

These are the only writes without a `by`: a message is not a record of the domain but the trace of an action that is.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from apps.notifications.models import Message
from apps.notifications.tasks import deliver_messages
from apps.users.models import User
from apps.users.policies import CLIENT_ROLES


def queue_message(
    *, to: User, kind: Message.Kind, cause_id: UUID, occasion: str, link: str, due_at: datetime
) -> None:
    """Tell `to` once about this occasion, at `due_at`. Repeated it changes nothing, but revives a cancelled one.

    `cause_id` is the row the message is about, `occasion` which telling of it (the due time, say), `link` a path within
    the product. No words: the mail says what the kind says, and the rest stands behind the link.
    Raises ValueError for a link that leads out of the product.
    """
    if not link.startswith("/") or link.startswith("//"):
        raise ValueError("A message links to a path within the product.")
    if to.role in CLIENT_ROLES:
        # Nobody reads what is sent to a service user, and its address leads nowhere.
        return
    told = {"recipient": to, "kind": kind, "cause_id": cause_id, "occasion": occasion}
    Message.objects.bulk_create([Message(**told, link=link, due_at=due_at)], ignore_conflicts=True)
    cancelled = Message.objects.filter(**told, state=Message.State.CANCELLED)
    # A claim is left standing: the worker that holds it may be sending this very message.
    cancelled.update(state=Message.State.WAITING, due_at=due_at, link=link, updated_at=timezone.now())
    if due_at <= timezone.now():
        wake()


def wake() -> None:
    """Have a worker look once this transaction is there. Only a wake-up: when it is lost, the sweep finds the rows."""
    # Django keeps what is to run as (savepoints, function, ...): whoever tells many wakes once.
    if not any(waits[1] is _wake for waits in connection.run_on_commit):
        transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    deliver_messages.delay()


def cancel_messages(*, cause_id: UUID, kinds: Collection[Message.Kind]) -> None:
    """The reason is gone: what waits is not sent, and what was told counts as read."""
    now = timezone.now()
    about = Message.objects.filter(cause_id=cause_id, kind__in=kinds)
    about.filter(state=Message.State.WAITING).update(state=Message.State.CANCELLED, updated_at=now)
    about.filter(read_at=None).exclude(state=Message.State.CANCELLED).update(read_at=now, updated_at=now)


def mark_read(*, by: User, ids: list[UUID] | None = None) -> int:
    """Mark these messages of the reader as read, without `ids` all that were told; returns how many changed."""
    unread = Message.objects.visible_to(by).told().filter(read_at=None)
    chosen = unread if ids is None else unread.filter(pk__in=ids)
    now = timezone.now()
    return chosen.update(read_at=now, updated_at=now)
