"""Who may do what with a need: one table, every persona."""

from collections.abc import Callable

import pytest

from apps.needs import actions
from apps.needs.models import UnmetNeed
from apps.needs.policies import (
    may_answer,
    may_assign,
    may_change,
    may_confirm,
    may_read,
    may_record,
    may_take_up_again,
)
from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import PERSONAS

#: persona: sees it, may read at all, may record, and with a need that a colleague answers for: may change it, give it
#: to somebody, answer it, and once it is answered confirm it
TABLE = {
    "msl": (True, True, True, True, True, False, True),
    "other_msl": (False, True, True, False, False, False, False),
    "manager": (True, True, True, True, True, True, True),
    "director": (True, True, True, True, True, True, True),
    "medical_information": (False, False, False, False, False, False, False),
    "kam": (False, False, False, False, False, False, False),
    "commercial_lead": (False, False, False, False, False, False, False),
    "compliance": (True, True, False, False, False, False, False),
    "safety": (False, False, False, False, False, False, False),
    "administrator": (False, False, False, False, False, False, False),
    "stranger": (False, True, True, False, False, False, False),
}


def test_the_table_names_every_persona() -> None:
    assert set(TABLE) == set(PERSONAS)


@pytest.fixture
def colleague(msl: User) -> User:
    """Of the same team, to whom the need is given."""
    found: User = UserFactory(role="msl", team=msl.team)
    return found


@pytest.fixture
def given(msl: User, colleague: User, need: UnmetNeed) -> UnmetNeed:
    """Heard by the liaison, answered for by the colleague."""
    return actions.assign_need(by=msl, need=need, to=colleague)


@pytest.mark.parametrize("name", PERSONAS)
def test_policies(name: str, persona: Callable[[str], User], colleague: User, given: UnmetNeed) -> None:
    user, other = persona(name), UserFactory(role="msl")
    sees = UnmetNeed.objects.visible_to(user).filter(pk=given.pk).exists()
    verdicts = [
        may_read(user),
        may_record(user),
        may_change(user, given),
        may_assign(user, given, other),
        may_answer(user, given),
    ]
    answered = actions.answer_need(by=colleague, need=given, answer="Sent.")
    verdicts.append(may_confirm(user, answered))
    assert (sees, *map(bool, verdicts)) == TABLE[name]
    assert all(verdict.reason for verdict in verdicts if not verdict), "a refusal says why"


def test_who_answers_for_it_sees_it_whatever_the_area(given: UnmetNeed, colleague: User) -> None:
    assert given in UnmetNeed.objects.visible_to(colleague)
    assert may_answer(colleague, given)


def test_what_nobody_has_is_taken_by_whoever_heard_it(msl: User, need: UnmetNeed, other_msl: User) -> None:
    assert may_answer(msl, need)
    assert not may_answer(other_msl, need)


def test_a_closed_need_is_taken_up_again_first(msl: User, need: UnmetNeed) -> None:
    assert not may_take_up_again(msl, need)
    closed = actions.close_need(by=msl, need=need, reason="No data exist.")
    assert not may_change(msl, closed)
    assert may_take_up_again(msl, closed)


@pytest.mark.parametrize("role", ["kam", "safety", "medical_information", "medical_client"])
def test_it_goes_to_nobody_who_cannot_answer(role: str, msl: User, need: UnmetNeed) -> None:
    assert not may_assign(msl, need, UserFactory(role=role))
