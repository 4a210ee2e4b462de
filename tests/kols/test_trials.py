"""Trials on pages: the list, one trial, a person's, an account's; by whom they are seen, and at which cost."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.directory.models import Stakeholder
from apps.kols.models import Candidate, Trial
from apps.kols.recording import record_publications
from apps.kols.trial_recording import record_trials
from apps.kols.trial_records import InvestigatorRecord, SiteRecord
from apps.kols.trial_words import phases_in_words, status_in_words, type_in_words
from apps.users.models import User
from tests.factories import AccountFactory, AffiliationFactory, StakeholderFactory
from tests.kols.makers import CLINIC, author, investigator, paper, trial
from tests.personas import WebClient

SignIn = Callable[[User], WebClient]
DAY = date(2026, 5, 1)


@pytest.fixture
def leader() -> Any:
    """A stakeholder of the invented clinic, where the trials run."""
    person = StakeholderFactory(first_name="Ann", last_name="Vale")
    account = AccountFactory(name="Lindenbrook Clinic", city="Ostermere")
    AffiliationFactory(stakeholder=person, account=account)
    return person


def recorded(by: User, *numbers: int, people: tuple[InvestigatorRecord, ...] = (), **values: Any) -> None:
    """Trials that the leader leads."""
    people = people or (investigator("Vale, Ann", CLINIC),)
    trials = [trial(number, *people, **values) for number in numbers]
    record_trials(trials, by=by, run_file="canary.json", verified_on=DAY)


def account_of(person: Stakeholder) -> Any:
    return person.affiliations.get().account


def page(client: WebClient, address: str) -> str:
    return client.get(address).content.decode()


def test_a_trial_shows_all_that_is_known(msl: User, leader: Any, sign_in: SignIn) -> None:
    record_publications([paper(11, author("Vale, Ann", CLINIC))], by=msl, run_file="p", verified_on=DAY)
    people = (investigator("Vale, Ann", CLINIC), investigator("Reed, Bo", CLINIC, role="site_investigator"))
    recorded(msl, 1, people=people, pmids=("11", "12"), desks=("UCB Cares",))
    shown = page(sign_in(msl), Trial.objects.get().get_absolute_url())
    for words in (
        'href="https://clinicaltrials.gov/study/NCT99000001"',
        "Phase 2/3, interventional",
        "Recruiting",
        "May 2024",
        "317 (planned)",
        leader.get_absolute_url(),
        Candidate.objects.get().get_absolute_url(),
        "Principal investigator of a site",
        "Invented findings 11",
        'href="https://pubmed.ncbi.nlm.nih.gov/12/"',
        "Source: clinicaltrials.gov, file canary.json, verified on 1 May 2026.",
    ):
        assert words in shown, words


def test_a_persons_page_shows_role_status_and_phase(msl: User, leader: Any, sign_in: SignIn) -> None:
    recorded(msl, *range(1, 12))
    shown = page(sign_in(msl), leader.get_absolute_url())
    assert "Principal investigator · Phase 2/3, interventional · since 2024" in shown
    assert "https://clinicaltrials.gov/study/NCT99000011" in shown
    assert "NCT99000006<" not in shown, "the latest five"
    everything = reverse("kols:person_trials", args=[leader.pk])
    assert everything in shown
    assert page(sign_in(msl), everything).count("https://clinicaltrials.gov/study/") == 11


def test_no_trial_is_told(msl: User, leader: Any, sign_in: SignIn) -> None:
    assert "No trial known" in page(sign_in(msl), reverse("kols:person_trials", args=[leader.pk]))
    assert "No trial was imported yet" in page(sign_in(msl), reverse("kols:trials"))


def test_an_account_shows_its_trials_to_the_medical_side_alone(
    msl: User, kam: User, leader: Any, sign_in: SignIn
) -> None:
    twice = tuple(SiteRecord(at, "LINDENBROOK clinic", "Ostermere", "", "Germany", "") for at in (1, 2))
    recorded(msl, 1, title="Canary trial", sites=twice)
    elsewhere = AccountFactory(name="Lindenbrook Clinic", city="Westermere")
    address = account_of(leader).get_absolute_url()
    assert page(sign_in(msl), address).count("Canary trial") == 1, "once, however many sites"
    assert "Canary trial" not in page(sign_in(kam), address)
    assert "Canary trial" not in page(sign_in(msl), elsewhere.get_absolute_url()), "another town"


def test_a_site_without_a_name_is_no_accounts(msl: User, sign_in: SignIn) -> None:
    nameless = (SiteRecord(1, "", "Ostermere", "", "Germany", ""),)
    recorded(msl, 1, title="Canary trial", sites=nameless)
    account = AccountFactory(name="Another Clinic", city="Ostermere")
    assert "Canary trial" not in page(sign_in(msl), account.get_absolute_url())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [3, 2, 1]),
        ({"sort": "number"}, [1, 2, 3]),
        ({"q": "nct99000002"}, [2]),
        ({"q": "https://clinicaltrials.gov/study/NCT99000077"}, [3]),
        ({"q": "SECOND invent"}, [2]),
        ({"q": "%"}, [3, 2, 1]),
        ({"status": "COMPLETED"}, [1]),
        ({"status": "WITHDRAWN"}, []),
    ],
)
def test_the_list_is_found_by_number_title_and_status(
    query: dict[str, str], expected: list[int], msl: User, sign_in: SignIn
) -> None:
    recorded(msl, 1, status="COMPLETED")
    recorded(msl, 2, title="Second invention")
    recorded(msl, 3, aliases=("NCT99000077",))
    found = sign_in(msl).get(reverse("kols:trials"), query).context["page"].rows
    assert [row.nct_id for row in found] == [f"NCT{99000000 + number}" for number in expected]


def test_a_candidate_who_leads_trials_is_listed_with_the_reason(msl: User, sign_in: SignIn) -> None:
    recorded(msl, 1, 2, people=(investigator("Reed, Bo", CLINIC),))
    client = sign_in(msl)
    [row] = client.get(reverse("kols:candidates")).context["page"].rows
    assert (row.trials, row.trials_led, row.papers) == (2, 2, 0)
    shown = page(client, row.get_absolute_url())
    assert "Leads 2 registered trials: NCT99000002, NCT99000001" in shown
    assert "https://clinicaltrials.gov/study/NCT99000001" in shown


@pytest.mark.parametrize("address", ["trials", "trial", "person", "account"])
def test_more_trials_cost_no_more_queries(address: str, msl: User, leader: Any, sign_in: SignIn) -> None:
    client, used = sign_in(msl), []
    for numbers in (range(1, 3), range(3, 12)):
        recorded(msl, *numbers)
        where = {
            "trials": reverse("kols:trials"),
            "trial": Trial.objects.earliest("created_at").get_absolute_url(),
            "person": leader.get_absolute_url(),
            "account": account_of(leader).get_absolute_url(),
        }[address]
        client.get(where)
        with CaptureQueriesContext(connection) as captured:
            client.get(where)
        used.append(len(captured))
    assert used[0] == used[1]


def test_codes_are_read_as_words() -> None:
    assert phases_in_words(["PHASE2", "PHASE3"]) == "Phase 2/3"
    assert phases_in_words(["EARLY_PHASE1"]) == "Phase early 1"
    assert phases_in_words(["NA"]) == phases_in_words([]) == ""
    assert status_in_words("ACTIVE_NOT_RECRUITING") == "Active, not recruiting"
    assert status_in_words("SOMETHING_NEW") == "Something new"
    assert (type_in_words("EXPANDED_ACCESS"), type_in_words("")) == ("Expanded access", "")
