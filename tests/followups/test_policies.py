"""Who may do what with a promise: one table, every persona."""

from collections.abc import Callable

import pytest

from apps.followups.actions import cancel_commitment
from apps.followups.models import Commitment
from apps.followups.policies import may_change, may_hand_over, may_promise, may_read, may_take_up_again
from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import PERSONAS

#: persona: sees it, may read at all, may promise, may change it, may hand it over
TABLE = {
    "msl": (True, True, True, True, True),
    "other_msl": (False, True, True, False, False),
    "manager": (True, True, True, True, True),
    "director": (True, True, True, True, True),
    "medical_information": (False, False, False, False, False),
    "kam": (False, False, False, False, False),
    "commercial_lead": (False, False, False, False, False),
    "compliance": (True, True, False, False, False),
    "safety": (False, False, False, False, False),
    "administrator": (False, False, False, False, False),
    "stranger": (False, True, True, False, False),
}


def test_the_table_names_every_persona() -> None:
    assert set(TABLE) == set(PERSONAS)


@pytest.mark.parametrize("name", PERSONAS)
def test_policies(name: str, persona: Callable[[str], User], commitment: Commitment) -> None:
    user, colleague = persona(name), UserFactory(role="msl")
    sees = Commitment.objects.visible_to(user).filter(pk=commitment.pk).exists()
    verdicts = (
        may_read(user),
        may_promise(user),
        may_change(user, commitment),
        may_hand_over(user, commitment, colleague),
    )
    assert (sees, *map(bool, verdicts)) == TABLE[name]
    assert all(verdict.reason for verdict in verdicts if not verdict), "a refusal says why"


def test_a_closed_promise_is_taken_up_again_first(msl: User, commitment: Commitment) -> None:
    assert not may_take_up_again(msl, commitment)
    closed = cancel_commitment(by=msl, commitment=commitment, reason="Moved away.")
    assert not may_change(msl, closed)
    assert may_take_up_again(msl, closed)


@pytest.mark.parametrize("role", ["kam", "safety", "medical_information", "medical_client"])
def test_it_goes_to_nobody_who_cannot_keep_it(role: str, msl: User, commitment: Commitment) -> None:
    assert not may_hand_over(msl, commitment, UserFactory(role=role))
