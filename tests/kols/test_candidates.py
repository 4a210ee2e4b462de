"""The list of candidates and one candidate: ranked by evidence, dismissed and brought back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.kols.actions import dismiss_candidate, reopen_candidate
from apps.kols.models import Candidate, Publication
from apps.kols.recording import record_publications
from apps.users.models import User
from tests.kols.makers import CLINIC, author, made_candidate, paper
from tests.personas import WebClient

SignIn = Callable[[User], WebClient]


def names(client: WebClient, **query: Any) -> list[str]:
    page = client.get(reverse("kols:candidates"), query).context["page"]
    return [candidate.last_name for candidate in page.rows]


@pytest.fixture
def found(msl: User) -> list[Candidate]:
    """Candidates with one, two and three papers, and one who was dismissed."""
    made = [
        made_candidate(msl, f"{name}, Ann", papers=papers)
        for name, papers in (("Ash", 1), ("Beck", 3), ("Coë", 2), ("Dorn", 5))
    ]
    dismiss_candidate(by=msl, candidate=made[3])
    return made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Beck", "Coë", "Ash"]),
        ({"sort": "name"}, ["Ash", "Beck", "Coë"]),
        ({"sort": "-papers"}, ["Beck", "Coë", "Ash"]),
        ({"min_papers": "2"}, ["Beck", "Coë"]),
        ({"q": "ann COE"}, ["Coë"]),
        ({"state": "dismissed"}, ["Dorn"]),
        ({"state": "all"}, ["Dorn", "Beck", "Coë", "Ash"]),
        ({"state": "nominated"}, []),
    ],
)
@pytest.mark.usefixtures("found")
def test_filters_and_sorts(query: dict[str, str], expected: list[str], msl: User, sign_in: SignIn) -> None:
    assert names(sign_in(msl), **query) == expected


def test_without_a_paper_that_counts_nobody_is_listed(msl: User, sign_in: SignIn) -> None:
    one = paper(1, author("Ash, Ann", CLINIC))
    for record in (one, replace(one, is_retracted=True, version=2)):
        record_publications([record], by=msl, run_file="x", verified_on=date(2026, 5, 1))
    assert names(sign_in(msl)) == []
    page = sign_in(msl).get(Candidate.objects.get().get_absolute_url()).content.decode()
    assert "No paper or trial counts" in page
    assert "Retracted" in page


def test_the_page_explains_the_number_in_the_list(msl: User, sign_in: SignIn) -> None:
    candidate = made_candidate(msl, papers=3)
    context = sign_in(msl).get(candidate.get_absolute_url()).context
    assert context["evidence"].score == candidate.evidence_score > 0
    assert len(context["papers"]) == 3


def test_links_lead_to_the_sources(msl: User, sign_in: SignIn) -> None:
    page = sign_in(msl).get(made_candidate(msl).get_absolute_url()).content.decode()
    pmid = Publication.objects.get().pmid
    assert f'href="https://pubmed.ncbi.nlm.nih.gov/{pmid}/" rel="noopener noreferrer"' in page
    assert f'href="https://doi.org/10.5555/invented.{pmid}" rel="noopener noreferrer"' in page
    assert "made.xml" in page


def test_dismissed_and_back(msl: User, sign_in: SignIn) -> None:
    candidate, client = made_candidate(msl), sign_in(msl)
    answer = client.post(reverse("kols:dismiss_candidate", args=[candidate.pk]), follow=True)
    undo = reverse("kols:reopen_candidate", args=[candidate.pk])
    assert f'action="{undo}"' in answer.content.decode()
    candidate.refresh_from_db()
    assert (candidate.state, candidate.decided_by) == ("dismissed", msl)
    client.post(undo)
    candidate.refresh_from_db()
    assert candidate.state == "open"


def test_a_dismissed_one_stays_so_when_papers_come(msl: User) -> None:
    candidate = made_candidate(msl)
    dismiss_candidate(by=msl, candidate=candidate)
    record_publications(
        [paper(50, author("Vale, Ann", CLINIC))], by=msl, run_file="x", verified_on=date(2026, 5, 2)
    )
    candidate.refresh_from_db()
    assert (candidate.state, candidate.papers) == ("dismissed", 2)


@pytest.mark.parametrize("name", ["kam", "compliance", "medical_information", "stranger"])
def test_who_may_not_dismiss(name: str, msl: User, persona: Callable[[str], User]) -> None:
    candidate = made_candidate(msl)
    for action in (dismiss_candidate, reopen_candidate):
        with pytest.raises(PermissionDenied):
            action(by=persona(name), candidate=candidate)


def test_as_many_queries_for_many(msl: User, sign_in: SignIn) -> None:
    client = sign_in(msl)

    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    first = made_candidate(msl, "Ash, Ann")
    few, few_papers = cost(reverse("kols:candidates")), cost(first.get_absolute_url())
    for number in range(20):
        made_candidate(msl, f"Name{number}, Ann")
    second = made_candidate(msl, "Beck, Ann", papers=20)
    assert cost(reverse("kols:candidates")) == few
    assert cost(second.get_absolute_url()) == few_papers
