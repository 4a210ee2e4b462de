"""Who may do what with a request: one table, every persona."""

from collections.abc import Callable

import pytest

from apps.catalog.models import TherapeuticArea
from apps.interactions.models import Interaction
from apps.medinfo import policies
from apps.medinfo.models import MedicalRequest
from apps.medinfo.workflow import TRANSITIONS
from apps.users.models import User
from tests.factories import UserFactory, assign
from tests.personas import PERSONAS

ALL = [
    policies.may_read, policies.may_take_in, policies.may_keep_rules,
]  # fmt: skip
#: persona: sees it, may read at all, may take in, may keep rules, may withdraw, may take, may assign
TABLE = {
    "msl": (True, True, True, False, True, False, False),
    "other_msl": (False, True, True, False, False, False, False),
    "manager": (True, True, True, True, True, False, True),
    "director": (True, True, True, True, True, False, True),
    # No rule fits, so it waits for everybody who answers.
    "medical_information": (True, True, False, False, False, True, True),
    "kam": (False, False, False, False, False, False, False),
    "commercial_lead": (False, False, False, False, False, False, False),
    "compliance": (True, True, False, False, False, False, False),
    "safety": (False, False, False, False, False, False, False),
    "administrator": (False, False, False, False, False, False, False),
    "stranger": (False, True, True, False, False, False, False),
}


def test_the_table_names_every_persona() -> None:
    assert set(TABLE) == set(PERSONAS)


def test_every_state_has_a_line() -> None:
    assert set(TRANSITIONS) == set(MedicalRequest.State)


@pytest.mark.parametrize("name", PERSONAS)
def test_policies(name: str, persona: Callable[[str], User], waiting: MedicalRequest) -> None:
    user = persona(name)
    sees = MedicalRequest.objects.visible_to(user).filter(pk=waiting.pk).exists()
    verdicts = (
        *(may(user) for may in ALL),
        policies.may_withdraw(user, waiting),
        policies.may_take(user, waiting),
        policies.may_assign(user, waiting),
    )
    assert (sees, *map(bool, verdicts)) == TABLE[name]
    assert all(verdict.reason for verdict in verdicts if not verdict), "a refusal says why"


#: persona: may put back, may answer, may return, may close
IN_WORK = {"answerer": (True, True, True, False), "director": (True, True, True, False)}


@pytest.mark.parametrize("name", [*PERSONAS, "answerer", "other_answerer"])
def test_what_is_in_work_belongs_to_who_has_it(
    name: str, persona: Callable[[str], User], in_work: MedicalRequest
) -> None:
    user = persona(name)
    asked = (policies.may_put_back, policies.may_answer, policies.may_return, policies.may_close)
    verdicts = [may(user, in_work) for may in asked]
    assert tuple(map(bool, verdicts)) == IN_WORK.get(name, (False,) * 4)
    assert all(verdict.reason for verdict in verdicts if not verdict), "a refusal says why"


def test_a_colleague_sees_no_request_that_somebody_has(
    other_answerer: User, answerer: User, in_work: MedicalRequest
) -> None:
    assert not MedicalRequest.objects.visible_to(other_answerer).exists()
    assert MedicalRequest.objects.visible_to(answerer).get() == in_work


def test_nobody_of_medical_information_sees_drafts(answerer: User, draft: MedicalRequest) -> None:
    assert not MedicalRequest.objects.visible_to(answerer).exists()


@pytest.mark.parametrize("role", ["msl", "kam", "medical_director", "medical_client"])
def test_it_is_assigned_to_nobody_else(role: str) -> None:
    assert not policies.may_receive_request(UserFactory.build(role=role))


def test_what_is_closed_is_only_reopened(msl: User, answerer: User, closed: MedicalRequest) -> None:
    for may in (policies.may_change, policies.may_withdraw):
        assert not may(msl, closed)
    for may in (policies.may_answer, policies.may_close, policies.may_assess, policies.may_put_back):
        assert not may(answerer, closed)
    assert policies.may_reopen(msl, closed)
    assert policies.may_reopen(answerer, closed)


def test_medical_information_reads_requests_and_no_talks(
    answerer: User, area: TherapeuticArea, submitted: Interaction, waiting: MedicalRequest
) -> None:
    assign(answerer, area)
    assert MedicalRequest.objects.visible_to(answerer).exists()
    assert not Interaction.objects.visible_to(answerer).exists()


@pytest.mark.parametrize("name", PERSONAS)
def test_who_may_not_read_the_rules_is_told_of_reading(name: str, persona: Callable[[str], User]) -> None:
    may_read = policies.may_read_rules(persona(name))
    assert bool(may_read) == (name in {"manager", "director", "medical_information", "compliance"})
    assert may_read or "read" in str(may_read.reason)
