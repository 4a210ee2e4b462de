"""Authors who may be people of the directory: decided by a person, never merged in silence."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.kols.actions import answer_question, dismiss_candidate
from apps.kols.models import Candidate, MatchQuestion
from apps.kols.recording import record_publications
from apps.users.models import User
from tests.factories import AffiliationFactory, StakeholderFactory
from tests.kols.makers import CLINIC, ORCID, author, paper
from tests.personas import WebClient

SignIn = Callable[[User], WebClient]


def imported(by: User, pmid: int, name: str = "Vale, A", *places: str, orcid: str | None = None) -> None:
    """One paper of one author."""
    record_publications(
        [paper(pmid, author(name, *places, orcid=orcid))],
        by=by,
        run_file="x.xml",
        verified_on=date(2026, 5, 1),
    )


@pytest.fixture
def question(msl: User) -> MatchQuestion:
    """Is "A Vale" our "Ann Vale"?"""
    AffiliationFactory(stakeholder=StakeholderFactory(first_name="Ann", last_name="Vale"))
    imported(msl, 1, orcid=ORCID)
    return MatchQuestion.objects.get()


def test_same_moves_the_papers_and_the_number(msl: User, question: MatchQuestion) -> None:
    answered = answer_question(by=msl, question=question, answer="same")
    person = question.stakeholder
    assert (answered.answer, answered.answered_by) == ("same", msl)
    assert person.authorships.get().match_reasons == ["decided by a person"]
    assert person.identifiers.get().value == ORCID
    candidate = Candidate.objects.get()
    assert (candidate.state, candidate.stakeholder) == ("known", person)
    imported(msl, 2, "Vale, Astrid", orcid=ORCID)
    assert person.authorships.count() == 2


def test_other_is_remembered(msl: User, question: MatchQuestion) -> None:
    answer_question(by=msl, question=question, answer="other")
    imported(msl, 2, orcid=ORCID)
    assert MatchQuestion.objects.get().answer == "other"
    candidate = Candidate.objects.get()
    assert (candidate.state, candidate.papers) == ("open", 2)


def test_other_is_stronger_than_a_full_name_and_place(msl: User, question: MatchQuestion) -> None:
    place = question.stakeholder.affiliations.get().account
    place.name, place.city = "Lindenbrook Clinic", "Ostermere"
    place.save()
    answer_question(by=msl, question=question, answer="other")
    imported(msl, 2, "Vale, Ann", CLINIC, orcid=ORCID)
    assert not question.stakeholder.authorships.exists()


@pytest.mark.parametrize("answer", ["same", "other"])
def test_the_same_answer_again_changes_nothing(answer: str, msl: User, question: MatchQuestion) -> None:
    first = answer_question(by=msl, question=question, answer=answer)
    again = answer_question(by=msl, question=question, answer=answer)
    assert again.answered_at == first.answered_at


def test_whoever_comes_second_is_told(msl: User, manager: User, question: MatchQuestion) -> None:
    answer_question(by=msl, question=question, answer="same")
    with pytest.raises(PermissionDenied, match="before you"):
        answer_question(by=manager, question=question, answer="other")


@pytest.mark.parametrize("name", ["kam", "compliance", "medical_information", "stranger"])
def test_who_may_not(name: str, question: MatchQuestion, persona: Callable[[str], User]) -> None:
    with pytest.raises(PermissionDenied):
        answer_question(by=persona(name), question=question, answer="same")


def test_the_page_shows_both_side_by_side(msl: User, question: MatchQuestion, sign_in: SignIn) -> None:
    client = sign_in(msl)
    page = client.get(reverse("kols:questions")).content.decode()
    for text in (str(question.candidate), str(question.stakeholder), ORCID, *question.reasons):
        assert text in page
    assert f"{question.score} of 100" in page
    assert reverse("kols:questions") in client.get(reverse("kols:candidates")).content.decode()
    client.post(reverse("kols:answer_question", args=[question.pk]), {"answer": "same"})
    assert "Nothing to decide" in client.get(reverse("kols:questions")).content.decode()


def test_an_unknown_answer_decides_nothing(msl: User, question: MatchQuestion, sign_in: SignIn) -> None:
    for answer in ("open", "maybe", ""):
        sign_in(msl).post(reverse("kols:answer_question", args=[question.pk]), {"answer": answer})
    assert MatchQuestion.objects.get().answer == "open"


def test_a_dismissed_candidate_asks_nothing(msl: User, question: MatchQuestion, sign_in: SignIn) -> None:
    dismiss_candidate(by=msl, candidate=question.candidate)
    assert sign_in(msl).get(reverse("kols:questions")).context["page"].rows == []


def test_as_many_queries_for_many(msl: User, question: MatchQuestion, sign_in: SignIn) -> None:
    client = sign_in(msl)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("kols:questions"))
        return len(queries)

    few = cost()
    for number in range(15):
        imported(msl, 100 + number)
    assert MatchQuestion.objects.count() == 16
    assert cost() == few
