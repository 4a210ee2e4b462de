"""Which state of a safety item may follow which. The diagram in `docs/` is made from this table."""

from apps.safety.models import SafetyItem

State = SafetyItem.State

#: "Not a report" is not final: who was wrong to put something aside must be able to take it up again.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    State.FLAGGED: (State.CONFIRMED, State.NOT_A_REPORT),
    State.CONFIRMED: (State.FORWARDED, State.NOT_A_REPORT),
    State.NOT_A_REPORT: (State.CONFIRMED,),
    State.FORWARDED: (State.ACKNOWLEDGED,),
    State.ACKNOWLEDGED: (),
}
#: The column that remembers when a state was reached.
STAMPED = {State.FORWARDED: "forwarded_at", State.ACKNOWLEDGED: "acknowledged_at"}


def next_states(state: str) -> tuple[str, ...]:
    """Where an item can go from here."""
    return TRANSITIONS[state]
