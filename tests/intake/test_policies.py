"""Who may do what with a hand-off: one table, every persona."""

from collections.abc import Callable

import pytest

from apps.handoffs.models import Handoff
from apps.handoffs.policies import may_ask, may_read_own, may_withdraw
from apps.intake.models import Handling
from apps.intake.policies import (
    may_accept,
    may_decline,
    may_give,
    may_keep_rules,
    may_read_queue,
    may_read_rules,
)
from apps.users.models import User
from tests.factories import UserFactory, assign
from tests.personas import PERSONAS

#: persona: sees the hand-off of `kam` in the area of `msl`, sees its handling; may ask, read the sender's list,
#: withdraw this one, read the queue, accept it, decline it, give it to a colleague of the area, read rules, keep them
TABLE = {
    "msl": (True, True, False, False, False, True, True, True, True, False, False),
    "other_msl": (False, False, False, False, False, True, False, False, False, False, False),
    "manager": (True, True, False, False, False, True, True, True, True, True, True),
    "director": (True, True, False, False, False, True, True, True, True, True, True),
    "medical_information": (False, False, False, False, False, True, False, False, False, False, False),
    "kam": (True, False, True, True, True, False, False, False, False, False, False),
    "commercial_lead": (False, False, True, True, False, False, False, False, False, False, False),
    "compliance": (True, True, False, True, False, True, False, False, False, True, False),
    "safety": (False, False, False, False, False, False, False, False, False, False, False),
    "administrator": (False, False, False, False, False, False, False, False, False, False, False),
    "stranger": (False, False, False, False, False, True, False, False, False, False, False),
}


def test_the_table_names_every_persona() -> None:
    assert set(TABLE) == set(PERSONAS)


@pytest.mark.parametrize("name", PERSONAS)
def test_policies(name: str, persona: Callable[[str], User], handoff: Handoff) -> None:
    user, colleague = persona(name), UserFactory(role="msl")
    assign(colleague, handoff.therapeutic_area)
    handling = Handling.objects.create(handoff=handoff)
    sees = Handoff.objects.visible_to(user).filter(pk=handoff.pk).exists()
    sees_more = Handling.objects.visible_to(user).filter(pk=handling.pk).exists()
    verdicts = [
        may_ask(user),
        may_read_own(user),
        may_withdraw(user, handoff),
        may_read_queue(user),
        may_accept(user, handoff, handling),
        may_decline(user, handoff, handling),
        may_give(user, handoff, handling, colleague),
        may_read_rules(user),
        may_keep_rules(user),
    ]
    assert (sees, sees_more, *map(bool, verdicts)) == TABLE[name]
    assert all(verdict.reason for verdict in verdicts if not verdict), "a refusal says why"


def test_what_a_colleague_has_is_theirs(handoff: Handoff, msl: User, director: User) -> None:
    colleague = UserFactory(role="msl")
    assign(colleague, handoff.therapeutic_area)
    handling = Handling.objects.create(handoff=handoff, assignee=colleague)
    assert not may_accept(msl, handoff, handling)
    assert may_accept(colleague, handoff, handling)
    assert may_accept(director, handoff, handling)


@pytest.mark.parametrize("role", ["kam", "safety", "medical_client", "msl"])
def test_it_goes_to_nobody_who_cannot_see_to_it(handoff: Handoff, msl: User, role: str) -> None:
    """The liaison of this case works in no area."""
    assert not may_give(msl, handoff, None, UserFactory(role=role))


def test_medical_information_sees_what_is_asked_of_them(
    medical_information: User, ask: Callable[..., Handoff]
) -> None:
    asked = ask(wanted="medical_information")
    assert may_accept(medical_information, asked, None)
