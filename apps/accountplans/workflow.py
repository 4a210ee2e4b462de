"""Which state of a plan may follow which. What is changed while it is active is a draft again."""

from apps.accountplans.models import AccountPlan

State = AccountPlan.State

TRANSITIONS: dict[str, frozenset[str]] = {
    State.DRAFT: frozenset({State.REVIEW}),
    State.REVIEW: frozenset({State.ACTIVE, State.DRAFT}),
    State.ACTIVE: frozenset({State.DRAFT, State.REVIEWED}),
    State.REVIEWED: frozenset({State.DRAFT}),
}
