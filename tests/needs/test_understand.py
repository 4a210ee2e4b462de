"""Lines typed while a talk is logged: kind, words, whose; each becomes one need, however often the form is sent."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.needs.ageing import age_of
from apps.needs.models import UnmetNeed
from apps.needs.understanding import guess_reason, understand
from apps.users.models import User
from tests.personas import WebClient

BRAUN = SimpleNamespace(first_name="Anna", last_name="Braun")
OTHER_BRAUN = SimpleNamespace(first_name="Otto", last_name="Braun")
BERG = SimpleNamespace(first_name="Zoë", last_name="van der Berg")


@pytest.mark.parametrize(
    ("line", "kind", "words"),
    [
        ("education: dosing in renal failure", "education", "Dosing in renal failure"),
        ("Patient care: a nurse for the phone", "patient_care", "A nurse for the phone"),
        ("feedback: never heard back", "critical_feedback", "Never heard back"),
        ("prospective data on re-treatment", "data", "Prospective data on re-treatment"),
        ("data in patients over 80", "data", "Data in patients over 80"),
        ("a registry for rare variants", "research", "A registry for rare variants"),
        ("teaching for the residents", "education", "Teaching for the residents"),
        ("reimbursement outside the label", "access", "Reimbursement outside the label"),
        ("a referral pathway for patients", "patient_care", "A referral pathway for patients"),
        ("was let down, refuses further meetings", "critical_feedback", "Was let down, refuses further meetings"),
        ("something quite different", "data", "Something quite different"),
        ("note: the kind is none", "data", "Note: the kind is none"),
    ],
)  # fmt: skip
def test_kind_and_words(line: str, kind: str, words: str) -> None:
    read = understand(line, [BRAUN])
    assert (read.kind, read.words, read.stakeholder) == (kind, words, BRAUN)
    assert bool(read.reason) == (kind == "critical_feedback")


def test_reasons_are_guessed() -> None:
    assert guess_reason("called too often this month") == "too_much"
    assert guess_reason("the employer does not allow it") == "employer"
    assert guess_reason("just no") == "other"


def test_whose_it_is() -> None:
    everybody = [BRAUN, OTHER_BRAUN, BERG]
    assert understand("data for van der Berg", everybody).stakeholder is BERG
    assert understand("data for Braun", everybody).stakeholder is None
    assert understand("data for Otto Braun", everybody).stakeholder is OTHER_BRAUN
    assert understand("data", everybody).stakeholder is None


@given(st.text(max_size=120))
def test_nothing_typed_breaks_it(line: str) -> None:
    read = understand(line, [BRAUN, BERG])
    assert read.kind in UnmetNeed.Kind.values
    assert read.words or not line.split()


@pytest.mark.parametrize(
    ("days", "priority", "age"),
    [(0, 2, "fresh"), (29, 2, "fresh"), (30, 2, "ageing"), (90, 2, "old"), (14, 3, "ageing"), (45, 3, "old"),
     (59, 1, "fresh"), (180, 1, "old")],
)  # fmt: skip
def test_ages(days: int, priority: int, age: str) -> None:
    assert age_of(days, priority).name == age


def test_each_line_becomes_a_need(
    web: WebClient, msl: User, posted: dict[str, Any], stakeholder: Stakeholder
) -> None:
    key, lines = new_id(), "education: teaching on dosing\nwants long-term data"
    for _time in range(2):
        answer = web.post(f"/interactions/{key}/log/", posted | {"needs-lines": lines}, follow=True)
    first, second = UnmetNeed.objects.order_by("words")
    assert (first.kind, second.kind) == ("education", "data")
    assert first.interaction_id == second.interaction_id == key
    assert (first.recorded_by, first.owner, first.state) == (msl, None, "open")
    assert "Teaching on dosing" in answer.content.decode(), "the record shows what was heard"


def test_a_line_of_nobody_who_was_there_is_told_and_nothing_is_saved(
    web: WebClient, posted: dict[str, Any], stakeholder: Stakeholder
) -> None:
    other = type(stakeholder).objects.create(first_name="Ada", last_name="Elsewhere")
    both = posted | {"stakeholders": [str(stakeholder.pk), str(other.pk)], "needs-lines": "data for Nobody"}
    page = web.post(f"/interactions/{new_id()}/log/", both).content.decode()
    assert "Whose is it?" in page
    assert "data for Nobody" in page
    assert not UnmetNeed.objects.exists()


def test_no_line_records_nothing(web: WebClient, posted: dict[str, Any]) -> None:
    assert web.post(f"/interactions/{new_id()}/log/", posted).status_code == 302
    assert not UnmetNeed.objects.exists()
