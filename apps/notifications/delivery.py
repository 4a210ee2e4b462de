"""Sending what is due. The database is the queue: a worker claims rows, sends, and marks each one.

A worker that dies loses nothing: its claim expires and another worker takes the rows. What cannot be had is "exactly
once": a worker killed between the mail server's yes and our mark leaves a message that is sent again. It is then
*possibly repeated*: `attempts` was raised before the first try, so a message that was tried twice can be told, and
both mails carry the same Message-ID, by which mail programs show them once.
"""

from datetime import timedelta
from smtplib import SMTPException
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from apps.core.pauses import pause_after
from apps.notifications.mails import mail_for
from apps.notifications.models import Message

BATCH = 20
#: A batch is left where it stands this long before its claim ends, so that no slow mail outlives the claim.
CLAIM = timedelta(minutes=5)
MARGIN = timedelta(minutes=2)
MAX_ATTEMPTS = 10
#: What a mail server, the way to it or the folder for mails can raise. Anything else is a fault of ours.
TROUBLE = (SMTPException, OSError)


def deliver_batch() -> int:
    """Claim some due messages and send them; returns how many were claimed, 0 when nothing is due."""
    claimed = claim()
    stop_at = timezone.now() + CLAIM - MARGIN
    for message_id in claimed:
        if timezone.now() >= stop_at:
            break
        deliver(message_id)
    return len(claimed)


def claim() -> list[UUID]:
    """Take due messages, the longest due first, past those that another worker is taking at this moment."""
    with transaction.atomic():
        due = Message.objects.due().order_by("due_at").select_for_update(skip_locked=True, of=("self",))
        ids = list(due.values_list("pk", flat=True)[:BATCH])
        Message.objects.filter(pk__in=ids).update(claimed_until=timezone.now() + CLAIM)
    return ids


def deliver(message_id: UUID) -> None:
    """Send one claimed message. It may have been cancelled since it was claimed."""
    waiting = Message.objects.filter(pk=message_id, state=Message.State.WAITING)
    # Counted before the try: what a killed worker tried must show.
    if not waiting.update(attempts=F("attempts") + 1, updated_at=timezone.now()):
        return
    message = Message.objects.select_related("recipient").get(pk=message_id)
    if not message.recipient.is_active:
        _mark(message, state=Message.State.CANCELLED, last_error="The recipient can no longer sign in.")
    elif message.attempts > MAX_ATTEMPTS:
        # Each try so far ended with the worker.
        _mark(message, state=Message.State.FAILED, last_error="Tried too often.")
    else:
        _send(message)


def _send(message: Message) -> None:
    try:
        mail_for(message).send()
    except TROUBLE as trouble:
        _put_off(message, trouble)
    except Exception as fault:
        # Put off as well, or it would stand first in every batch and nothing behind it would ever be sent.
        _put_off(message, fault)
        raise
    else:
        _mark(message, state=Message.State.SENT, sent_at=timezone.now(), last_error="")


def _put_off(message: Message, trouble: Exception) -> None:
    """Try again later, a few times; the bell tells it in any case."""
    state = Message.State.FAILED if message.attempts >= MAX_ATTEMPTS else Message.State.WAITING
    # The kind of trouble only: a server's answer may quote the mail.
    _mark(
        message,
        state=state,
        claimed_until=timezone.now() + pause_after(message.attempts),
        last_error=type(trouble).__name__,
    )


def _mark(message: Message, **values: object) -> None:
    Message.objects.filter(pk=message.pk).update(
        **{"claimed_until": None, "updated_at": timezone.now()} | values
    )
