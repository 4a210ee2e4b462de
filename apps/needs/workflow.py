"""Which state of a need may follow which. "Not met" leads back to work; what is closed is taken up again."""

from apps.needs.models import UnmetNeed

State = UnmetNeed.State

TRANSITIONS: dict[str, frozenset[str]] = {
    State.OPEN: frozenset({State.ASSIGNED, State.IN_PROGRESS, State.ANSWERED, State.CLOSED}),
    State.ASSIGNED: frozenset({State.IN_PROGRESS, State.ANSWERED, State.CLOSED}),
    State.IN_PROGRESS: frozenset({State.ASSIGNED, State.ANSWERED, State.CLOSED}),
    State.ANSWERED: frozenset({State.MET, State.IN_PROGRESS, State.CLOSED}),
    State.MET: frozenset({State.IN_PROGRESS}),
    State.CLOSED: frozenset({State.IN_PROGRESS, State.OPEN}),
}
