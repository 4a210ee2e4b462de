"""What somebody leaves behind: each app that knows open work registers its rows and how to give them away.

Counts are all that leaves the side the work stands on. Registered in `AppConfig.ready()`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from apps.core.registered import Registry


@dataclass(frozen=True)
class OpenWork:
    """One kind of open work on one side: `rows(person)`, and `hand_over(person=, to=)` in the caller's transaction."""

    name: str
    label: Any
    side: str
    order: int
    rows: Callable[[Any], "QuerySet[Any]"]
    hand_over: Callable[..., None]


_kinds: Registry[str, OpenWork] = Registry()


def register_open_work(kind: OpenWork) -> None:
    """Offer a kind of open work. Raises ValueError when another kind bears its name."""
    _kinds.add(kind.name, kind)


def open_work_on(side: str) -> list[OpenWork]:
    """The kinds of one side, in order."""
    return sorted((kind for kind in _kinds.all() if kind.side == side), key=lambda kind: kind.order)


def counted(person: Any, side: str) -> dict[str, int]:
    """How much of each kind this person has. Runs under the role of that side."""
    return {kind.name: kind.rows(person).count() for kind in open_work_on(side)}
