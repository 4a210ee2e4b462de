"""Telling somebody something from an app that stands below the outbox, which registers itself here when it is there."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

_tellers: list[Callable[..., None]] = []


def register_teller(teller: Callable[..., None]) -> None:
    """Say who takes messages; called once, by the outbox."""
    _tellers[:] = [teller]


def tell(*, to: Any, kind: str, cause_id: UUID, at: datetime, link: str) -> None:
    """Leave a message in the transaction of its cause. `kind` is a kind of message of the outbox, `link` a path."""
    for teller in _tellers:
        teller(
            to=to,
            kind=kind,
            cause_id=cause_id,
            occasion=at.isoformat(timespec="seconds"),
            link=link,
            due_at=at,
        )
