"""Which state of a review may follow which. What is decided stays: one asks again in a new row."""

from apps.reviews.models import ReviewRequest

State = ReviewRequest.State

TRANSITIONS: dict[str, frozenset[str]] = {
    State.REQUESTED: frozenset({State.APPROVED, State.RETURNED, State.REJECTED, State.WITHDRAWN}),
    State.APPROVED: frozenset(),
    State.RETURNED: frozenset(),
    State.REJECTED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
