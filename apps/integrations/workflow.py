"""States of an import and what may follow what."""

from apps.integrations.models import ImportRun

State = ImportRun.State

TRANSITIONS: dict[str, frozenset[str]] = {
    State.WAITING: frozenset({State.STAGING, State.REFUSED, State.DISCARDED}),
    State.STAGING: frozenset({State.WAITING, State.MAPPING, State.STAGED, State.REFUSED, State.DISCARDED}),
    State.MAPPING: frozenset({State.WAITING, State.DISCARDED}),
    State.STAGED: frozenset({State.WAITING, State.APPLYING, State.DISCARDED}),
    State.APPLYING: frozenset({State.DONE, State.STOPPED}),
    State.STOPPED: frozenset({State.APPLYING}),
    State.DONE: frozenset(),
    State.REFUSED: frozenset(),
    State.DISCARDED: frozenset(),
}


def may_become(current: str, following: str) -> bool:
    """Whether an import in one state may pass to another."""
    return following in TRANSITIONS[current]
