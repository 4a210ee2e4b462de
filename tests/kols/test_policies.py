"""Who may read, edit, nominate, dismiss and answer: one row per persona."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from apps.catalog.models import TherapeuticArea
from apps.kols import policies
from apps.kols.models import Authorship, Candidate, KOLProfile, MatchQuestion
from apps.users.models import User
from tests.factories import StakeholderFactory, kol_profile
from tests.kols.makers import made_candidate
from tests.personas import PERSONAS

READERS = {"msl", "other_msl", "manager", "director", "medical_information", "compliance", "stranger"}
OF_THE_AREA = {"msl", "manager", "director"}
DECIDERS = OF_THE_AREA | {"other_msl"}
SEE_FINDINGS = DECIDERS | {"compliance"}


@pytest.mark.parametrize("name", PERSONAS)
def test_who_may_read(name: str, persona: Callable[[str], User]) -> None:
    assert bool(policies.may_read_kols(persona(name))) is (name in READERS)


@pytest.mark.parametrize("name", PERSONAS)
def test_who_sees_a_profile(name: str, persona: Callable[[str], User], area: TherapeuticArea) -> None:
    profile = kol_profile(area=area)
    seen = KOLProfile.objects.visible_to(persona(name)).filter(pk=profile.pk).exists()
    assert seen is (name in OF_THE_AREA | {"compliance"})


@pytest.mark.parametrize("name", PERSONAS)
def test_who_sees_what_imports_found(name: str, persona: Callable[[str], User], msl: User) -> None:
    made_candidate(msl)
    for model in (Candidate, Authorship):
        assert model.objects.visible_to(persona(name)).exists() is (name in SEE_FINDINGS)


@pytest.mark.parametrize("name", PERSONAS)
def test_who_may_edit(name: str, persona: Callable[[str], User], area: TherapeuticArea) -> None:
    verdict = policies.may_edit_profile(persona(name), kol_profile(area=area))
    assert bool(verdict) is (name in OF_THE_AREA)
    assert bool(verdict.reason) is not bool(verdict)


@pytest.mark.parametrize("name", PERSONAS)
def test_who_may_decide(name: str, persona: Callable[[str], User], msl: User) -> None:
    user, candidate, person = persona(name), made_candidate(msl), StakeholderFactory()
    question = MatchQuestion.objects.create(candidate=candidate, stakeholder=person, score=60)
    verdicts = [
        policies.may_nominate(user, person),
        policies.may_nominate_candidate(user, candidate),
        policies.may_dismiss_candidate(user, candidate),
        policies.may_answer_question(user, question),
    ]
    assert [bool(verdict) for verdict in verdicts] == [name in DECIDERS] * 4
    assert all(bool(verdict.reason) is not bool(verdict) for verdict in verdicts)


def test_the_responsible_liaison_sees_the_profile_in_any_area(other_msl: User, area: TherapeuticArea) -> None:
    profile = kol_profile(area=area, responsible=other_msl)
    assert policies.may_edit_profile(other_msl, profile)


def test_an_archived_person_is_left_alone(msl: User, area: TherapeuticArea) -> None:
    profile = kol_profile(area=area)
    stakeholder: Any = profile.stakeholder
    stakeholder.archived_at = timezone.now()
    stakeholder.save()
    assert not policies.may_edit_profile(msl, profile)
    assert not policies.may_nominate(msl, StakeholderFactory(archived_at=timezone.now()))


@pytest.mark.parametrize(
    ("state", "nominate", "dismiss"),
    [
        ("open", True, True),
        ("dismissed", True, True),
        ("nominated", False, False),
        ("known", False, False),
    ],
)
def test_what_was_decided_stays(state: str, nominate: bool, dismiss: bool, msl: User) -> None:
    candidate = made_candidate(msl)
    candidate.state = state
    assert bool(policies.may_nominate_candidate(msl, candidate)) is nominate
    assert bool(policies.may_dismiss_candidate(msl, candidate)) is dismiss
