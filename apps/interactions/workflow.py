"""States of an interaction and what may follow what. `docs/firewall.md` is about who; this is about when."""

from apps.interactions.models import Interaction

State = Interaction.State

TRANSITIONS: dict[str, frozenset[str]] = {
    State.PLANNED: frozenset({State.HELD, State.SUBMITTED, State.CANCELLED}),
    State.HELD: frozenset({State.HELD, State.SUBMITTED, State.CANCELLED}),
    State.SUBMITTED: frozenset({State.AMENDED, State.CANCELLED}),
    State.AMENDED: frozenset({State.AMENDED, State.CANCELLED}),
    State.CANCELLED: frozenset(),
}


def may_become(current: str, following: str) -> bool:
    """Whether an interaction in one state may pass to another."""
    return following in TRANSITIONS[current]
