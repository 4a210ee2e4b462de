"""Sending what is due. The database is the queue: a worker claims rows, sends them over one connection, and marks each.

A worker that dies loses nothing: its claim ends and another worker takes the rows. What cannot be had is "exactly
once": where the worker dies or the line breaks between giving a mail to the server and hearing its answer, nobody knows
whether it arrived. It is sent again, marked as *possibly repeated*, under the same Message-ID, by which mail programs
show it once. In every other case an occasion is mailed once (`docs/faults.md` says what was tried).
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from apps.core.locks import one_at_a_time
from apps.notifications import marking
from apps.notifications.mails import Forms, mail_for
from apps.notifications.marking import CLAIM, MAX_ATTEMPTS, Ledger
from apps.notifications.models import Message
from apps.notifications.planning import group, is_empty, plan
from apps.notifications.sending import Fate, Letter, Outcome, Post, ServerAwayError, has_server, letter_to

#: Messages taken at once. Their mails are made before the first is sent.
BATCH = 200
#: More of the same people's messages that are due, so that whoever has many gets them in one mail.
MOST_MORE = 1000
#: A batch is left where it stands this long before its claim ends, so that no slow server outlives the claim.
MARGIN = timedelta(minutes=3)


def deliver_batch() -> int:
    """Claim some due messages and send them; how many were dealt with. 0: nothing is due, or nothing can be sent now.

    A fault of ours in a mail puts that mail off, stops no other, and is raised at the end.
    """
    claimed = claim()
    letters, faults = _letters(_planned(_fit(claimed)))
    is_open = send_all(letters, faults)
    for fault in faults:
        raise fault
    return len(claimed) if is_open else 0


def claim() -> list[Message]:
    """Take due messages, the longest due first, past those that somebody is changing at this moment."""
    with transaction.atomic():
        one_at_a_time("claim messages")
        due = Message.objects.due().select_related("recipient")
        due = due.select_for_update(skip_locked=True, of=("self",))
        claimed = list(due[:BATCH])
        keys = [message.pk for message in claimed]
        people = {message.recipient_id for message in claimed}
        claimed += due.filter(recipient__in=people).exclude(pk__in=keys)[:MOST_MORE] if claimed else []
        until = timezone.now() + CLAIM
        Message.objects.filter(pk__in=[message.pk for message in claimed]).update(claimed_until=until)
    return claimed


def _planned(messages: Sequence[Message]) -> list[Message]:
    """What is to be mailed now; what waits, or is told without a mail of its own, is marked."""
    made = plan(messages)
    for until, held in made.until.items():
        marking.hold(held, until)
    if made.bell:
        marking.end(made.bell, Message.State.BELL, "")
    if made.unwanted:
        marking.end(made.unwanted, Message.State.CANCELLED, "")
    return [*made.single, *group(made.together)]


def _fit(claimed: Sequence[Message]) -> list[Message]:
    """Those that can be sent; the others end here."""
    left = [message for message in claimed if not message.recipient.is_active]
    # Each try so far ended with the worker.
    worn = [message for message in claimed if message.attempts >= MAX_ATTEMPTS and message not in left]
    # Each that it told was read or settled before the mail could go.
    empty = [message for message in claimed if message.kind == Message.Kind.SUMMARY and is_empty(message)]
    if empty:
        marking.end(empty, Message.State.CANCELLED, "")
    if left:
        marking.end(left, Message.State.CANCELLED, "The recipient can no longer sign in.")
    if worn:
        marking.end(worn, Message.State.FAILED, "Tried too often.")
    over = {*left, *worn, *empty}
    return [message for message in claimed if message not in over]


def _letters(messages: Sequence[Message]) -> tuple[list[tuple[Message, Letter]], list[Exception]]:
    """The mails, and the faults of ours that kept some from being made."""
    letters, faults, forms = [], [], Forms() if has_server() else None
    for message in messages:
        try:
            letters.append((message, _letter(message, forms)))
        except Exception as fault:  # noqa: BLE001 - raised again when the batch is done
            faults.append(fault)
            _put_off(message, fault)
    return letters, faults


def _letter(message: Message, forms: Forms | None) -> Letter:
    address = message.recipient.email
    return letter_to(address, forms.content(message)) if forms else Letter(address, mail=mail_for(message))


def _put_off(message: Message, fault: Exception) -> None:
    """Or it would stand first in every batch."""
    ledger = Ledger()
    if ledger.begin(message):
        ledger.settle(message, Outcome(Fate.PUT_OFF, type(fault).__name__))
        ledger.close()


def send_all(letters: Sequence[tuple[Message, Letter]], faults: list[Exception]) -> bool:
    """Send one after the other over one connection; False when the mail server is away. Faults of ours are added."""
    place, post, ledger, stop_at = 0, Post(), Ledger(), timezone.now() + CLAIM - MARGIN
    try:
        for place, (message, letter) in enumerate(letters):
            if timezone.now() >= stop_at:
                marking.release(message for message, _letter in letters[place:])
                break
            post.open()
            if ledger.begin(message):
                ledger.settle(message, _tried(post, letter, faults))
    except ServerAwayError as away:
        marking.put_off((message for message, _letter in letters[place:]), str(away))
        return False
    finally:
        ledger.close()
        post.close()
    return True


def _tried(post: Post, letter: Letter, faults: list[Exception]) -> Outcome:
    """How the try ended. After a fault of ours nobody knows."""
    try:
        return post.send(letter)
    except Exception as fault:  # noqa: BLE001 - raised again when the batch is done
        faults.append(fault)
        post.drop()
        return Outcome(Fate.UNKNOWN, type(fault).__name__)
