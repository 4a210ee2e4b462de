"""Every address of KOLs, for everybody: who stands outside is told that nothing is there."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from apps.catalog.models import TherapeuticArea
from apps.kols.models import MatchQuestion, Trial
from apps.kols.trial_recording import record_trials
from apps.kols.urls import urlpatterns
from apps.users.models import User
from tests.factories import StakeholderFactory, kol_profile
from tests.kols.makers import made_candidate, trial
from tests.personas import WebClient

SignIn = Callable[[User], WebClient]
OUTSIDE = ("kam", "commercial_lead", "safety", "administrator")
WRITES = {"nominate_candidate", "dismiss_candidate", "reopen_candidate", "answer_question"}
FORMS = {"edit", "change_stage", "nominate"}
NAMES = [pattern.name or "" for pattern in urlpatterns]


@pytest.fixture
def addresses(msl: User, area: TherapeuticArea) -> dict[str, str]:
    """One address of each kind, each of a row that exists."""
    profile, candidate, person = kol_profile(area=area), made_candidate(msl), StakeholderFactory()
    question = MatchQuestion.objects.create(candidate=candidate, stakeholder=person, score=60)
    record_trials([trial(1)], by=msl, run_file="f.json", verified_on=date(2026, 5, 1))
    keys = {
        **dict.fromkeys(["list", "candidates", "questions", "trials"], None),
        **dict.fromkeys(["edit", "change_stage"], profile.pk),
        **dict.fromkeys(["nominate", "publications", "person_trials"], person.pk),
        **dict.fromkeys(
            ["candidate", "nominate_candidate", "dismiss_candidate", "reopen_candidate"], candidate.pk
        ),
        "answer_question": question.pk,
        "trial": Trial.objects.get().pk,
    }
    return {name: reverse(f"kols:{name}", args=[key] if key else []) for name, key in keys.items()}


@pytest.mark.parametrize("name", OUTSIDE)
def test_there_is_nothing_for_those_outside(
    name: str, addresses: dict[str, str], persona: Callable[[str], User], sign_in: SignIn
) -> None:
    client = sign_in(persona(name))
    for word in NAMES:
        if word not in WRITES:
            assert client.get(addresses[word]).status_code == 404, word
        if word in WRITES | FORMS:
            assert client.post(addresses[word]).status_code == 404, word


def test_compliance_reads_and_changes_nothing(
    addresses: dict[str, str], compliance: User, sign_in: SignIn
) -> None:
    client = sign_in(compliance)
    for word in NAMES:
        if word not in WRITES:
            assert client.get(addresses[word]).status_code == (403 if word in FORMS else 200), word
    for word in sorted(WRITES):
        data = {"reason": "Because.", "answer": "same"}
        assert client.post(addresses[word], data).status_code in {200, 302, 403}, word
    assert MatchQuestion.objects.get().answer == "open"
    assert MatchQuestion.objects.get().candidate.state == "open"


def test_the_liaison_opens_every_page(addresses: dict[str, str], msl: User, sign_in: SignIn) -> None:
    client = sign_in(msl)
    for word in NAMES:
        assert client.get(addresses[word]).status_code == (405 if word in WRITES else 200), word


@pytest.mark.parametrize("name", ["stranger", "medical_information"])
def test_without_an_area_lists_are_empty_and_rows_are_not_there(
    name: str, addresses: dict[str, str], persona: Callable[[str], User], sign_in: SignIn
) -> None:
    client = sign_in(persona(name))
    for word in ("list", "candidates", "questions"):
        answer = client.get(addresses[word])
        assert (answer.status_code, answer.context["page"].rows) == (200, [])
    for word in ("edit", "change_stage", "candidate"):
        assert client.get(addresses[word]).status_code == 404
    assert client.get(addresses["nominate"]).status_code == 403


def test_another_area_s_profile_is_not_there(
    addresses: dict[str, str], other_msl: User, sign_in: SignIn
) -> None:
    client = sign_in(other_msl)
    assert client.get(addresses["edit"]).status_code == 404
    assert client.get(addresses["change_stage"]).status_code == 404
    assert client.get(addresses["list"]).context["page"].rows == []
