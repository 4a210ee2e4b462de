"""Which state of a joint visit may follow which. Compliance moves it out of the review, the asker everything else."""

from apps.handoffs.models import JointVisit

State = JointVisit.State

TRANSITIONS: dict[str, frozenset[str]] = {
    State.DRAFT: frozenset({State.REVIEW, State.CANCELLED}),
    State.REVIEW: frozenset({State.APPROVED, State.REJECTED, State.DRAFT}),
    State.APPROVED: frozenset({State.DRAFT, State.CANCELLED}),
    State.REJECTED: frozenset({State.REVIEW, State.CANCELLED}),
    State.CANCELLED: frozenset(),
}
