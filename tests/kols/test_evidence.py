"""The points of a candidate: each explained in words, none without a reason, no kind outweighing the others."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.kols.evidence import (
    MOST_FOR_FIT,
    MOST_FOR_LEADING,
    MOST_FOR_PAPERS,
    MOST_FOR_TRIALS,
    RECENCY,
    Paper,
    RegisteredTrial,
    evidence_of,
    wanted_topics,
)

TODAY = date(2026, 6, 30)
WANTED = wanted_topics(["Multiple myeloma therapy", "Heart failure", "Quality of life"])


def points(*papers: Paper) -> dict[str, int]:
    found = evidence_of(papers, wanted=WANTED, today=TODAY)
    return {point.reason: point.points for point in found.points}


def test_nothing_scores_nothing() -> None:
    assert evidence_of([], wanted=WANTED, today=TODAY).score == 0


def test_each_point_says_why() -> None:
    assert points(
        Paper(date(2026, 1, 1), True, ("Myeloma, Multiple",), ("NCT00000001",)),
        Paper(date(2020, 1, 1), False, ("Heart Failure", "Humans")),
    ) == {
        "latest paper in 2026": 15,
        "2 papers on our topics: Multiple myeloma therapy, Heart failure": 6,
        "led the report of 1 registered trial": 5,
        "2 papers": 4,
        "first or last author of 1 paper": 4,
    }


@pytest.mark.parametrize(
    ("published_on", "expected"),
    [
        (date(2025, 7, 1), 15),
        (date(2024, 7, 1), 10),
        (date(2022, 1, 1), 5),
        (date(2020, 1, 1), 0),
        (date(2027, 1, 1), 15),
    ],
)
def test_recent_work_counts_more(published_on: date, expected: int) -> None:
    assert points(Paper(published_on, False)).get(f"latest paper in {published_on.year}", 0) == expected


def test_an_undated_paper_counts_without_recency() -> None:
    assert points(Paper(None, False)) == {"1 paper": 2}


@pytest.mark.parametrize("heading", ["Humans", "Quality of Life", "Therapy", "Kidney Failures"])
def test_common_words_are_no_fit(heading: str) -> None:
    reasons = points(Paper(None, False, (heading,)))
    assert any("our topics" in reason for reason in reasons) is (heading == "Kidney Failures")


def test_a_trial_counts_once_and_only_for_who_led_its_report() -> None:
    led = Paper(None, True, trial_ids=("NCT00000001",))
    assert points(led, led)["led the report of 1 registered trial"] == 5
    assert not any("trial" in reason for reason in points(Paper(None, False, trial_ids=("NCT00000001",))))


def test_trials_led_count_by_their_numbers() -> None:
    led = RegisteredTrial(("NCT00000001", "NCT00000009"), True, ("Multiple Myeloma",))
    site = RegisteredTrial(("NCT00000002",), False)
    reports = Paper(None, True, trial_ids=("NCT00000009", "NCT00000002"))
    found = points_of([reports], [led, site])
    assert found["leads 1 registered trial: NCT00000001"] == 8
    assert found["investigator at a site of 1 registered trial: NCT00000002"] == 4
    assert found["led the report of 1 registered trial"] == 5, "the one that is led counts as that already"
    assert any(reason.startswith("1 trial on our topics") for reason in found)


def points_of(papers: list[Paper], trials: list[RegisteredTrial]) -> dict[str, int]:
    found = evidence_of(papers, trials, wanted=WANTED, today=TODAY)
    return {point.reason: point.points for point in found.points}


@given(st.integers(0, 40), st.booleans())
def test_one_more_trial_never_lowers_the_score(count: int, is_leading: bool) -> None:
    papers = [Paper(None, True, trial_ids=(f"NCT{number:08}",)) for number in range(3)]
    trials = [RegisteredTrial((f"NCT{number:08}",), number % 2 == 0) for number in range(count)]
    more = [*trials, RegisteredTrial((f"NCT{count:08}",), is_leading)]
    before, after = (evidence_of(papers, found, wanted=WANTED, today=TODAY).score for found in (trials, more))
    assert before <= after <= before + 15


PAPERS = st.builds(
    Paper,
    st.none() | st.dates(date(1950, 1, 1), date(2030, 1, 1)),
    st.booleans(),
    st.tuples(st.sampled_from(["Heart Failure", "Humans", "Multiple Myeloma"])),
    st.tuples(st.sampled_from(["NCT00000001", "NCT00000002"])),
)


@given(st.lists(PAPERS, max_size=40), PAPERS)
def test_one_more_paper_never_lowers_the_score(papers: list[Paper], more: Paper) -> None:
    before = evidence_of(papers, wanted=WANTED, today=TODAY)
    after = evidence_of([*papers, more], wanted=WANTED, today=TODAY)
    assert before.score <= after.score
    assert after.score <= MOST_FOR_PAPERS + MOST_FOR_LEADING + MOST_FOR_FIT + MOST_FOR_TRIALS + RECENCY[0][1]
    assert all(point.reason and point.points > 0 for point in after.points)
