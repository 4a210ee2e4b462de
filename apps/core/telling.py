"""Telling somebody something from an app that stands below the outbox, which registers itself here when it is there."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from apps.core.registered import Registry

#: There is one outbox.
OUTBOX = "outbox"
_tellers: Registry[str, Callable[..., None]] = Registry()


def register_teller(teller: Callable[..., None]) -> None:
    """Say who takes messages. Raises ValueError when somebody else takes them already."""
    _tellers.add(OUTBOX, teller)


def tell(*, to: Any, kind: str, cause_id: UUID, at: datetime, link: str) -> None:
    """Leave a message in the transaction of its cause. `kind` is a kind of message of the outbox, `link` a path.

    Raises LookupError when nobody takes messages: better no cause than one that nobody hears of.
    """
    teller = _tellers.get(OUTBOX)
    if teller is None:
        raise LookupError("Nobody takes messages: the outbox is not installed.")
    occasion = at.isoformat(timespec="seconds")
    teller(to=to, kind=kind, cause_id=cause_id, occasion=occasion, link=link, due_at=at)
