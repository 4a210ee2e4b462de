"""Which state of an incident may follow which, and for which step a reason must be written down."""

from django.utils.translation import gettext_lazy as _

from apps.incidents.choices import State

TRANSITIONS: dict[str, tuple[State, ...]] = {
    State.REPORTED: (State.TRIAGED,),
    State.TRIAGED: (State.INVESTIGATING,),
    State.INVESTIGATING: (State.SUBSTANTIATED, State.NEAR_MISS, State.UNSUBSTANTIATED),
    State.SUBSTANTIATED: (State.CORRECTING, State.INVESTIGATING),
    State.NEAR_MISS: (State.CORRECTING, State.INVESTIGATING, State.CLOSED),
    State.UNSUBSTANTIATED: (State.CLOSED, State.INVESTIGATING),
    State.CORRECTING: (State.CHECKING,),
    State.CHECKING: (State.CLOSED, State.CORRECTING),
    State.CLOSED: (State.INVESTIGATING,),
}
#: Steps that say what was found, or that go back: the reason stays in the log.
ASKS_REASON = {
    State.SUBSTANTIATED,
    State.NEAR_MISS,
    State.UNSUBSTANTIATED,
    State.CLOSED,
}
GOING_BACK = {
    (State.SUBSTANTIATED, State.INVESTIGATING),
    (State.NEAR_MISS, State.INVESTIGATING),
    (State.UNSUBSTANTIATED, State.INVESTIGATING),
    (State.CHECKING, State.CORRECTING),
    (State.CLOSED, State.INVESTIGATING),
}
STEPS = {
    State.TRIAGED: _("Triage"),
    State.INVESTIGATING: _("Investigate"),
    State.SUBSTANTIATED: _("It is substantiated"),
    State.NEAR_MISS: _("It was a near miss"),
    State.UNSUBSTANTIATED: _("It is not substantiated"),
    State.CORRECTING: _("Agree on corrective actions"),
    State.CHECKING: _("Check whether they work"),
    State.CLOSED: _("Close"),
}


def next_states(state: str) -> tuple[State, ...]:
    """Where an incident can go from here."""
    return TRANSITIONS[state]


def asks_reason(state: str, to: str) -> bool:
    """Whether this step is taken with words only."""
    return to in ASKS_REASON or (state, to) in GOING_BACK
