"""Who may do what with a review: one table, every persona; and what the database says to who asks nobody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import Error, transaction
from django.utils import timezone

from apps.firewall.roles import role_taken
from apps.reviews.models import ReviewRequest, SteeringRule
from apps.reviews.policies import may_ask, may_decide, may_keep_rules, may_read_reviews, may_withdraw
from apps.users.models import User
from tests.personas import PERSONAS

#: persona: sees a review that `msl` asked for, may read reviews at all, ask, decide, withdraw it, keep rules
TABLE = {
    "msl": (True, True, True, False, True, False),
    "other_msl": (False, True, True, False, False, False),
    "manager": (False, True, True, False, False, False),
    "director": (False, True, True, False, False, False),
    "medical_information": (False, True, False, False, False, False),
    "kam": (False, True, True, False, False, False),
    "commercial_lead": (False, True, True, False, False, False),
    "compliance": (True, True, False, True, False, True),
    "safety": (False, False, False, False, False, False),
    "administrator": (False, False, False, False, False, False),
    "stranger": (False, True, True, False, False, False),
}


def test_the_table_names_every_persona() -> None:
    assert set(TABLE) == set(PERSONAS)


@pytest.mark.parametrize("name", PERSONAS)
def test_policies(name: str, persona: Callable[[str], User], review: ReviewRequest) -> None:
    user = persona(name)
    sees = ReviewRequest.objects.visible_to(user).filter(pk=review.pk).exists()
    verdicts = [
        may_read_reviews(user),
        may_ask(user),
        may_decide(user, review),
        may_withdraw(user, review),
        may_keep_rules(user),
    ]
    assert (sees, *map(bool, verdicts)) == TABLE[name]
    assert all(verdict.reason for verdict in verdicts if not verdict), "a refusal says why"


@pytest.mark.parametrize("role", ["crm_medical", "crm_commercial"])
@pytest.mark.parametrize("changed", [{"words": "Fine."}, {"state": "approved"}])
def test_the_database_lets_no_function_decide(
    review: ReviewRequest, compliance: User, role: str, changed: dict[str, Any]
) -> None:
    decided = {"decided_by": compliance, "decided_at": timezone.now()} if "state" in changed else {}
    with pytest.raises(Error, match="Only compliance decides"), transaction.atomic(), role_taken(role):
        ReviewRequest.objects.filter(pk=review.pk).update(**changed, **decided)
    with role_taken("crm_oversight"):
        assert ReviewRequest.objects.filter(pk=review.pk).update(**changed, **decided) == 1


@pytest.mark.parametrize("role", ["crm_medical", "crm_commercial"])
def test_a_function_may_withdraw_and_ask_but_not_with_a_decision(
    review: ReviewRequest, msl: User, role: str
) -> None:
    with role_taken(role):
        assert ReviewRequest.objects.filter(pk=review.pk).update(state="withdrawn") == 1
    now = timezone.now()
    copied = ReviewRequest(
        subject_kind=review.subject_kind, subject_id=review.subject_id, asked_by=msl, asked_at=now,
        wanted_by=now.date(), state="approved", decided_by=msl, decided_at=now,
    )  # fmt: skip
    with pytest.raises(Error, match="Only compliance decides"), transaction.atomic(), role_taken(role):
        copied.save(force_insert=True)


@pytest.mark.parametrize("role", ["crm_medical", "crm_commercial"])
def test_the_database_lets_no_function_change_a_rule(db: None, role: str) -> None:
    with pytest.raises(Error, match="Only compliance keeps"), transaction.atomic(), role_taken(role):
        SteeringRule.objects.update(is_active=False)
