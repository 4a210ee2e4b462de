"""Which state of a request may follow which. A closed one stays as it is: it is reopened as a new version."""

from apps.medinfo.models import MedicalRequest

State = MedicalRequest.State

TRANSITIONS: dict[str, frozenset[str]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.ASSIGNED, State.RETURNED, State.WITHDRAWN}),
    State.ASSIGNED: frozenset({State.SUBMITTED, State.RETURNED, State.ANSWERED, State.WITHDRAWN}),
    State.RETURNED: frozenset({State.SUBMITTED, State.ASSIGNED, State.WITHDRAWN}),
    State.ANSWERED: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
    State.WITHDRAWN: frozenset(),
}


def may_become(current: str, following: str) -> bool:
    """Whether a request in one state may pass to another."""
    return following in TRANSITIONS[current]
