"""Which state may follow which. What was declined or done by mistake is taken up again; what was withdrawn is over."""

from apps.handoffs.models import Handoff

State = Handoff.State

TRANSITIONS: dict[str, frozenset[str]] = {
    State.WAITING: frozenset({State.ACCEPTED, State.DECLINED, State.WITHDRAWN}),
    State.ACCEPTED: frozenset({State.DONE, State.DECLINED}),
    State.DECLINED: frozenset({State.ACCEPTED}),
    State.DONE: frozenset({State.ACCEPTED}),
    State.WITHDRAWN: frozenset(),
}


def may_become(current: str, following: str) -> bool:
    """Whether a hand-off in one state may pass to another."""
    return following in TRANSITIONS[current]
