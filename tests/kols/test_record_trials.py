"""Taking over trials: what is new, newer, the same or older, who leads them, and what that says about people."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.kols.actions import answer_question, nominate_candidate
from apps.kols.models import Candidate, Involvement, MatchQuestion, Trial, TrialSite
from apps.kols.recording import record_publications
from apps.kols.records import PersonRecord
from apps.kols.trial_recording import TrialCounts, record_trials
from apps.kols.trial_records import InvestigatorRecord, TrialRecord
from apps.users.models import User
from tests.factories import AccountFactory, AffiliationFactory, StakeholderFactory, TopicFactory
from tests.kols.makers import CLINIC, ELSEWHERE, author, history_of, investigator, paper, trial

DAY = date(2026, 5, 1)


@pytest.fixture
def record(msl: User) -> Callable[..., TrialCounts]:
    """Record as the import does: under the medical side's role."""

    def recorded(*trials: TrialRecord, file: str = "first.json") -> TrialCounts:
        with acting_as(Side.MEDICAL):
            return record_trials(trials, by=msl, run_file=file, verified_on=DAY)

    return recorded


def known_person(**names: str) -> Any:
    """A stakeholder of the invented clinic."""
    person = StakeholderFactory(**{"first_name": "Ann Mary", "last_name": "Vale"} | names)
    AffiliationFactory(
        stakeholder=person, account=AccountFactory(name="Lindenbrook Clinic", city="Ostermere")
    )
    return person


def rows_of_the_domain() -> list[int]:
    """How many rows each table has, and its history."""
    models = (Trial, TrialSite, Involvement, Candidate, MatchQuestion)
    return [
        count for model in models for count in (model._default_manager.count(), history_of(model).count())
    ]


@pytest.mark.parametrize(
    ("name", "is_allowed"),
    [
        ("msl", True),
        ("manager", True),
        ("director", True),
        ("medical_information", False),
        ("kam", False),
        ("compliance", False),
        ("safety", False),
        ("administrator", False),
    ],
)
def test_who_may(name: str, is_allowed: bool, persona: Callable[[str], User]) -> None:
    person = persona(name)
    if is_allowed:
        record_trials([], by=person, run_file="x", verified_on=DAY)
        return
    with pytest.raises(PermissionDenied):
        record_trials([trial(1)], by=person, run_file="x", verified_on=DAY)
    assert not Trial.objects.exists()


def test_every_fact_keeps_its_source(record: Callable[..., TrialCounts]) -> None:
    counts = record(trial(1, investigator("Vale, Ann", CLINIC), desks=("UCB Cares",)))
    assert counts == TrialCounts(created=1, candidates=1, not_people=1)
    found = Trial.objects.get()
    assert (found.source, found.source_file, found.verified_on) == ("clinicaltrials.gov", "first.json", DAY)
    assert (found.nct_id, found.phases, found.pmids) == ("NCT99000001", ["PHASE2", "PHASE3"], ["11"])
    assert found.topics == [{"ui": "D000001", "name": "Multiple Myeloma"}]
    assert found.interventions == [{"kind": "DRUG", "name": "Inventumab"}]
    site = found.sites.get()
    assert (site.facility, site.place_key) == ("Lindenbrook Clinic", "lindenbrook clinic|ostermere")
    person = found.involvements.get()
    assert (person.printed_name, person.roles, person.is_leading, person.affiliations) == (
        "Ann Vale",
        ["principal_investigator"],
        True,
        [CLINIC],
    )


def test_the_same_file_again_changes_nothing(record: Callable[..., TrialCounts]) -> None:
    known_person(first_name="Ann")
    trials = [
        trial(1, investigator("Vale, A", ELSEWHERE), investigator("Other, Bo", CLINIC)),
        trial(2, investigator("Other, Bo", CLINIC), investigator("Vale, Ann", CLINIC)),
    ]
    assert record(*trials) == TrialCounts(created=2, linked=1, candidates=2)
    before = rows_of_the_domain(), list(Candidate.objects.order_by("id").values())
    assert record(*trials, file="again.json") == TrialCounts(unchanged=2)
    assert (rows_of_the_domain(), list(Candidate.objects.order_by("id").values())) == before


def test_a_newer_state_replaces_and_the_history_keeps_the_old(record: Callable[..., TrialCounts]) -> None:
    old = trial(1, investigator("Vale, Ann", CLINIC), investigator("Other, Bo", CLINIC))
    record(old)
    kept = Involvement.objects.get(printed_name="Bo Other")
    newer = replace(
        old,
        status="COMPLETED",
        revised_on=date(2026, 6, 1),
        people=(replace(old.people[1], position=1, roles=("study_chair",)),),
        sites=(replace(old.sites[0], status="COMPLETED"),),
    )
    assert record(newer, file="second.json") == TrialCounts(updated=1, candidates=0)
    found = Trial.objects.get()
    assert (found.status, found.source_file) == ("COMPLETED", "second.json")
    states = history_of(Trial).order_by("pgh_id").values_list("status", flat=True)
    assert list(states) == ["RECRUITING", "COMPLETED"]
    [person] = found.involvements.all()
    assert (person.printed_name, person.roles, person.candidate_id) == (
        "Bo Other",
        ["study_chair"],
        kept.candidate_id,
    )
    assert found.sites.get().status == "COMPLETED"
    assert Candidate.objects.get(last_name="Vale").trials == 0, "whoever left it is counted again"


def test_an_older_or_partial_file_overwrites_nothing(record: Callable[..., TrialCounts]) -> None:
    now = trial(1, investigator("Vale, Ann", CLINIC), aliases=("NCT99000077",))
    record(now)
    before = rows_of_the_domain()
    older = replace(now, status="RECRUITING", title="As it was", revised_on=date(2020, 1, 1))
    partial = replace(now, title="A part", sites=(), people=(), is_partial=True, revised_on=date(2027, 1, 1))
    undated = replace(now, title="Some day", revised_on=None)
    renamed = replace(now, nct_id="NCT99000077", aliases=(), revised_on=date(2027, 1, 1))
    for other in (older, partial, undated, renamed):
        assert record(other, file="other.json") == TrialCounts(older=1)
    assert rows_of_the_domain() == before


def test_a_partial_trial_is_better_than_none_until_the_whole_comes(
    record: Callable[..., TrialCounts],
) -> None:
    whole = trial(1, investigator("Vale, Ann", CLINIC), revised_on=date(2024, 1, 1))
    assert record(replace(whole, is_partial=True, revised_on=None, people=())).created == 1
    assert record(whole) == TrialCounts(updated=1, candidates=1)
    assert not Trial.objects.get().is_partial


def test_a_new_number_is_the_same_trial(record: Callable[..., TrialCounts]) -> None:
    old = trial(1, investigator("Vale, Ann", CLINIC))
    record(old)
    new = replace(old, nct_id="NCT99000055", aliases=("NCT99000001",), revised_on=date(2026, 6, 1))
    assert record(new) == TrialCounts(updated=1)
    assert Trial.objects.get().nct_id == "NCT99000055"


def test_a_page_that_repeats_itself_is_one_trial(record: Callable[..., TrialCounts]) -> None:
    first = trial(1, investigator("Vale, Ann", CLINIC))
    later = replace(first, title="Later", revised_on=date(2026, 6, 1))
    assert record(first, later, first) == TrialCounts(created=1, candidates=1, older=2)
    assert Trial.objects.get().title == "Later"


def test_people_of_the_directory_are_recognised_or_asked(record: Callable[..., TrialCounts]) -> None:
    known = known_person(first_name="Ann")
    unsure = StakeholderFactory(first_name="Bo", last_name="Reed")
    counts = record(trial(1, investigator("Vale, Ann", CLINIC), investigator("Reed, Bo", CLINIC)))
    assert counts == TrialCounts(created=1, linked=1, candidates=1, questions=1)
    assert Involvement.objects.get(stakeholder=known).match_reasons
    question = MatchQuestion.objects.get()
    assert (question.stakeholder, question.candidate.last_name) == (unsure, "Reed")


def test_an_answer_holds_for_trials_too(record: Callable[..., TrialCounts], msl: User, area: Any) -> None:
    unsure = StakeholderFactory(first_name="Bo", last_name="Reed")
    record(trial(1, investigator("Reed, Bo", CLINIC)))
    answer_question(by=msl, question=MatchQuestion.objects.get(), answer="same")
    assert Involvement.objects.get().stakeholder == unsure
    newer = trial(1, investigator("Reed, Bo", CLINIC), revised_on=date(2026, 6, 1), title="Newer")
    assert record(newer) == TrialCounts(updated=1)
    assert record(trial(2, investigator("Reed, Bo", CLINIC))).questions == 0
    assert Involvement.objects.filter(stakeholder=unsure).count() == 2


def test_a_nominated_candidate_takes_the_trials_along(
    record: Callable[..., TrialCounts], msl: User, area: Any
) -> None:
    record(trial(1, investigator("Vale, Ann", CLINIC)))
    profile = nominate_candidate(by=msl, candidate=Candidate.objects.get(), areas=[area], reason="Leads it.")
    assert Involvement.objects.get().stakeholder == profile.stakeholder


def test_trials_rank_candidates_with_their_papers(record: Callable[..., TrialCounts], msl: User) -> None:
    TopicFactory(name="Multiple myeloma")
    record_publications([paper(1, author("Vale, Ann", CLINIC))], by=msl, run_file="p.xml", verified_on=DAY)
    before = Candidate.objects.get().evidence_score
    record(
        trial(
            1, investigator("Vale, Ann", CLINIC), investigator("Other, Bo", CLINIC, role="site_investigator")
        )
    )
    ann, bo = Candidate.objects.order_by("-evidence_score")
    assert (ann.last_name, ann.papers, ann.trials, ann.trials_led) == ("Vale", 1, 1, 1)
    assert (bo.last_name, bo.papers, bo.trials, bo.trials_led) == ("Other", 0, 1, 0)
    assert ann.evidence_score == before + 8 + 3, "one trial led, on a topic of ours"
    assert bo.evidence_score == 4 + 3


def test_a_batch_costs_the_same_whatever_its_size(record: Callable[..., TrialCounts]) -> None:
    record(trial(1, investigator("First, Ann", CLINIC)))
    used = []
    for count, first in ((5, 100), (50, 1000), (200, 2000)):
        batch = [
            trial(number, investigator(f"Invented{number}, Ann", f"Place {number}"))
            for number in range(first, first + count)
        ]
        with CaptureQueriesContext(connection) as captured:
            record(*batch)
        used.append(len(captured))
    assert used[0] == used[1] == used[2]


def test_changed_trials_cost_the_same_whatever_their_number(record: Callable[..., TrialCounts]) -> None:
    """Comparing a row with what stands there now reads neither its trial nor its candidate."""
    used = []
    for count, first in ((5, 100), (40, 1000)):
        batch = [
            trial(number, investigator(f"Invented{number}, Ann", f"Place {number}"))
            for number in range(first, first + count)
        ]
        record(*batch)
        newer = [replace(one, title="Changed", revised_on=date(2026, 6, 1)) for one in batch]
        with CaptureQueriesContext(connection) as captured:
            assert record(*newer).updated == count
        used.append(len(captured))
    assert used[0] == used[1]


def test_one_person_is_not_two_lines_of_a_trial(record: Callable[..., TrialCounts]) -> None:
    known = known_person(first_name="Ann")
    record(
        trial(1, investigator("Vale, Ann", CLINIC), investigator("Vale, A", CLINIC, role="site_investigator"))
    )
    assert Involvement.objects.filter(stakeholder=known).count() == 1


def test_an_investigator_keeps_all_that_was_read() -> None:
    one: InvestigatorRecord = investigator("van der Reed, Bo Karl", CLINIC)
    assert one.person == PersonRecord("van der Reed", "Bo Karl", "BK", affiliations=(CLINIC,))
