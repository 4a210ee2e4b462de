"""The REST resource `handoffs`: asked by commercial callers, answered by medical ones, the same row to both."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from apps.catalog.models import TherapeuticArea
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.handoffs.models import Handoff
from apps.intake.examples import EXAMPLES
from apps.intake.models import Handling
from apps.intake.serializers import HandoffInput, HandoffOutput
from apps.users.models import User
from tests.factories import UserFactory, assign
from tests.personas import WebClient

LIST = "/api/v1/handoffs/"
JSON = "application/json"


@pytest.fixture
def body(stakeholder: Stakeholder, account: Account, area: TherapeuticArea) -> dict[str, Any]:
    """What a client sends."""
    return {
        "id": str(new_id()), "stakeholder": str(stakeholder.pk), "account": str(account.pk), "wanted": "literature",
        "therapeutic_area": area.code, "words": "Is there more?", "is_unsolicited": True,
    }  # fmt: skip


def test_examples_show_every_field() -> None:
    assert set(EXAMPLES["input"]) == set(HandoffInput().fields)
    assert set(EXAMPLES["output"]) == set(HandoffOutput().fields)


def test_sent_twice_it_is_made_once(commercial: WebClient, body: dict[str, Any]) -> None:
    answers = [commercial.post(LIST, body, content_type=JSON) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json()["state"] == "waiting"
    assert Handoff.objects.count() == 1
    keyed = [
        commercial.post(
            LIST, {**body, "id": str(new_id())}, content_type=JSON, headers={"idempotency-key": "k1"}
        )
        for _time in range(1)
    ]
    assert keyed[0].status_code == 201


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("stakeholder", "01928a7c-5f00-7000-8000-00000000abcd"),
        ("therapeutic_area", "none"),
        ("is_unsolicited", False),
        ("wanted", "lunch"),
        ("note", "x"),
    ],
)
def test_a_fault_names_its_field(commercial: WebClient, body: dict[str, Any], field: str, value: Any) -> None:
    answer = commercial.post(LIST, body | {field: value}, content_type=JSON)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{field}")


def test_the_medical_side_answers_step_by_step(
    web: WebClient, handoff: Handoff, area: TherapeuticArea
) -> None:
    colleague = UserFactory(role="msl")
    assign(colleague, area)
    steps = [("accept", {}), ("done", {"note": "Called."})]
    for name, data in steps:
        for _time in range(2):
            answer = web.post(f"{LIST}{handoff.pk}/{name}/", data, content_type=JSON)
            assert answer.status_code == 200
    assert answer.json()["state"] == "done"
    assert "note" not in answer.json()
    assert Handling.objects.get().note == "Called."


def test_reassigned_and_declined(
    web: WebClient, handoff: Handoff, area: TherapeuticArea, sign_in: Any
) -> None:
    colleague = UserFactory(role="msl")
    assign(colleague, area)
    assert (
        web.post(f"{LIST}{handoff.pk}/reassign/", {"to": str(colleague.pk)}, content_type=JSON).status_code
        == 200
    )
    assert web.post(f"{LIST}{handoff.pk}/decline/", {"reason": "other"}, content_type=JSON).status_code == 403
    answer = sign_in(colleague).post(f"{LIST}{handoff.pk}/decline/", {"reason": "other"}, content_type=JSON)
    assert (answer.status_code, answer.json()["state"]) == (200, "declined")


def test_nobody_answers_from_the_other_side(
    commercial: WebClient,
    web: WebClient,
    handoff: Handoff,
    body: dict[str, Any],
    other_msl: User,
    sign_in: Any,
) -> None:
    for name, data in (("accept", {}), ("decline", {"reason": "other"}), ("done", {})):
        assert commercial.post(f"{LIST}{handoff.pk}/{name}/", data, content_type=JSON).status_code == 403
    assert web.post(LIST, body, content_type=JSON).status_code == 403
    assert sign_in(other_msl).get(f"{LIST}{handoff.pk}/").status_code == 404


def test_filtered_and_expanded(commercial: WebClient, handoff: Handoff, ask: Callable[..., Handoff]) -> None:
    query = f"?stakeholder={handoff.stakeholder_id}&state=open&expand=stakeholder,account,asked_by,therapeutic_area"
    (found,) = commercial.get(LIST + query).json()["results"]
    assert found["stakeholder"]["name"] == str(handoff.stakeholder)
    assert commercial.get(f"{LIST}?state=done").json()["results"] == []


def test_both_sides_are_told_the_day_of_an_answer_and_no_moment(
    web: WebClient, commercial: WebClient, handoff: Handoff
) -> None:
    assert commercial.get(f"{LIST}{handoff.pk}/").json()["updated_at"]
    web.post(f"{LIST}{handoff.pk}/accept/", {}, content_type=JSON)
    at = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
    Handoff.objects.filter(pk=handoff.pk).update(accepted_at=at, updated_at=at)
    for browser in (web, commercial):
        found = browser.get(f"{LIST}{handoff.pk}/").json()
        assert (found["accepted_on"], found["ended_on"], found["updated_at"]) == ("2026-03-04", None, None)
    asked = {
        moment: len(commercial.get(LIST, {"updated_since": moment}).json()["results"])
        for moment in ("2026-03-04T15:29:00Z", "2026-03-04T15:31:00Z", "2026-03-05T00:00:00Z")
    }
    assert list(asked.values()) == [1, 1, 0], "a search tells no more than the day"
