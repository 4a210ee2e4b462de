"""Which state of a commitment may follow which. What was closed by mistake is taken up again."""

from apps.followups.models import Commitment

State = Commitment.State

TRANSITIONS: dict[str, frozenset[str]] = {
    State.OPEN: frozenset({State.IN_PROGRESS, State.DONE, State.CANCELLED}),
    State.IN_PROGRESS: frozenset({State.DONE, State.CANCELLED}),
    State.DONE: frozenset({State.OPEN}),
    State.CANCELLED: frozenset({State.OPEN}),
}
