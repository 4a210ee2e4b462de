"""What happened to each message, written so that a worker that dies leaves open at most the message it was sending.

Before a message is offered to the mail server a commit says "being tried"; the commit after the server's answer says
what came of it, and in the same breath that the next one is being tried. So one commit lies between two mails, and none
is sent whose predecessor's end is not written.
"""

import logging
import random
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from apps.core.pauses import pause_after
from apps.notifications.models import Message
from apps.notifications.sending import Fate, Outcome

logger = logging.getLogger(__name__)

#: How long a worker keeps a message without a word about it.
CLAIM = timedelta(minutes=5)
MAX_ATTEMPTS = 10
#: How long to wait for a mail server that is away: half as long as messages are late already, within these.
SHORTEST_OUTAGE, LONGEST_OUTAGE = timedelta(minutes=1), timedelta(minutes=15)
#: Seconds between tries to reach a database that is gone: what was sent is known here and nowhere else.
PATIENCE = (0.0, 0.2, 1.0, 4.0)

# Repeated after a lost answer it changes nothing: `token` is the moment this try began, and nobody else's.
_BEGIN = """
UPDATE notifications_message SET
    attempts = attempts + CASE WHEN trying_since = %(token)s THEN 0 ELSE 1 END,
    is_possibly_repeated = is_possibly_repeated OR coalesce(trying_since <> %(token)s, FALSE),
    trying_since = %(token)s, claimed_until = %(until)s, last_error = '', updated_at = %(token)s
WHERE id = %(id)s AND state = 'waiting'
"""
# That it was sent is true whatever happened to the row meanwhile. Anything else is said only of our own try.
_SETTLE = """
UPDATE notifications_message SET
    state = %(now_state)s, sent_at = %(now_sent_at)s, claimed_until = %(now_claimed_until)s,
    trying_since = %(now_trying_since)s, last_error = %(now_last_error)s, smtp_code = %(now_smtp_code)s,
    smtp_status = %(now_smtp_status)s, updated_at = %(now_updated_at)s
WHERE id = %(now_id)s
    AND (%(now_state)s = 'sent' OR (trying_since = %(now_token)s AND state = 'waiting'));
"""


class Ledger:
    """The marks of one batch. `unwritten` is what came of the last message, until the next one begins."""

    def __init__(self) -> None:
        self.unwritten: dict[str, Any] | None = None
        self.token = timezone.now()

    def begin(self, message: Message) -> bool:
        """Say that it is being tried; False when it was cancelled since it was claimed."""
        self.token = timezone.now()
        values = {"id": message.pk, "token": self.token, "until": self.token + CLAIM}
        is_there = self._write(_BEGIN, values) > 0
        message.attempts += is_there
        return is_there

    def settle(self, message: Message, outcome: Outcome) -> None:
        """Remember what came of it, to be written with the next mark."""
        self.unwritten = _values(message, outcome, self.token)

    def close(self) -> None:
        """Write what is not written yet."""
        if self.unwritten is not None:
            self._write("", {})

    def _write(self, statement: str, values: dict[str, Any]) -> int:
        """Both marks as one: the server runs statements that come together in one transaction. Rows of the last."""
        settled = {f"now_{name}": value for name, value in (self.unwritten or {}).items()}
        found = _run((_SETTLE if settled else "") + statement, settled | values)
        self.unwritten = None
        return found


def _values(message: Message, outcome: Outcome, token: datetime) -> dict[str, Any]:
    """The columns that tell how the try that began at `token` ended."""
    now, state = timezone.now(), _state(message, outcome)
    is_again = state == Message.State.WAITING
    return {
        "id": message.pk,
        "token": token,
        "state": state.value,
        "sent_at": now if state == Message.State.SENT else None,
        "claimed_until": now + pause_after(message.attempts) if is_again else None,
        "trying_since": token if outcome.fate == Fate.UNKNOWN else None,
        "last_error": outcome.trouble,
        "smtp_code": outcome.code,
        "smtp_status": outcome.status,
        "updated_at": now,
    }


def _state(message: Message, outcome: Outcome) -> Message.State:
    """Refused for good is given up at once; anything else is tried again, a few times."""
    if outcome.fate == Fate.SENT:
        return Message.State.SENT
    is_over = outcome.fate == Fate.REFUSED or message.attempts >= MAX_ATTEMPTS
    return Message.State.FAILED if is_over else Message.State.WAITING


def _run(statement: str, values: dict[str, Any]) -> int:
    """Run it, and again on a new connection when the old one is gone. Rows that it changed."""
    for pause in PATIENCE:
        time.sleep(pause)
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
                changed: int = cursor.rowcount
                return changed
        except (OperationalError, InterfaceError) as lost:
            if connection.in_atomic_block:
                raise
            logger.warning("The database is gone while messages are sent: %s", type(lost).__name__)
            connection.close()
            last = lost
    raise last


def release(messages: Iterable[Message]) -> None:
    """What was claimed and not begun is anybody's."""
    _waiting(messages).update(claimed_until=None, updated_at=timezone.now())


def put_off(messages: Iterable[Message], trouble: str) -> None:
    """The mail server is away: no fault of these messages, so no try is counted and none is ever given up for it."""
    now, messages = timezone.now(), list(messages)
    late = now - min(message.due_at for message in messages)
    pause = min(max(late / 2, SHORTEST_OUTAGE), LONGEST_OUTAGE) * (1 + random.random() / 2)  # noqa: S311 - spreads load
    _waiting(messages).update(claimed_until=now + pause, last_error=trouble, updated_at=now)


def hold(messages: Iterable[Message], until: datetime) -> None:
    """Their recipient sleeps, or wants one mail a day."""
    _waiting(messages).update(claimed_until=until, updated_at=timezone.now())


def end(messages: Iterable[Message], state: Message.State, why: str) -> None:
    """These are not sent (any more)."""
    values = {"state": state, "last_error": why, "claimed_until": None, "updated_at": timezone.now()}
    _waiting(messages).update(**values)


def _waiting(messages: Iterable[Message]) -> Any:
    return Message.objects.filter(pk__in=[message.pk for message in messages], state=Message.State.WAITING)
