"""The REST resource `commitments`: made once, listed in as many statements for many, refused by field, walled."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.catalog.models import TherapeuticArea
from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.followups.api import STEPS
from apps.followups.examples import EXAMPLES
from apps.followups.models import Commitment
from apps.followups.serializers import CommitmentInput, CommitmentOutput
from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import WebClient

LIST = "/api/v1/commitments/"


def sent(person: Stakeholder, area: TherapeuticArea, **changes: Any) -> dict[str, Any]:
    due_on = timezone.localdate() + timedelta(days=3)
    values = {"id": str(new_id()), "what": "Send it", "stakeholder": str(person.pk)}
    return {**values, "due_on": due_on.isoformat(), "therapeutic_area": area.code, **changes}


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(msl)


def test_examples_show_every_field() -> None:
    assert set(EXAMPLES["input"]) == set(CommitmentInput().fields)
    assert set(EXAMPLES["output"]) == set(CommitmentOutput().fields)


def test_sent_twice_it_is_made_once(web: WebClient, stakeholder: Stakeholder, area: TherapeuticArea) -> None:
    body = sent(stakeholder, area)
    answers = [web.post(LIST, body, content_type="application/json") for _time in range(2)]
    assert {answer.status_code for answer in answers} <= {200, 201}
    assert answers[0].json()["state"] == "open"
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("stakeholder", "01928a7c-5f00-7000-8000-00000000abcd"),
        ("therapeutic_area", "none"),
        ("due_on", "2020-01-01"),
    ],
)
def test_a_fault_names_its_field(
    web: WebClient, stakeholder: Stakeholder, area: TherapeuticArea, field: str, value: str
) -> None:
    answer = web.post(LIST, sent(stakeholder, area, **{field: value}), content_type="application/json")
    assert answer.status_code in {400, 422}
    assert field in answer.content.decode()


def test_it_is_filtered_by_whom(web: WebClient, commitment: Commitment) -> None:
    found = web.get(f"{LIST}?stakeholder={commitment.stakeholder_id}&due=week&expand=stakeholder").json()
    assert [row["id"] for row in found["results"]] == [str(commitment.pk)]
    assert found["results"][0]["stakeholder"]["name"] == str(commitment.stakeholder)


def test_the_commercial_side_gets_nothing(
    kam: User, commitment: Commitment, sign_in: Callable[[User], WebClient]
) -> None:
    web = sign_in(kam)
    assert web.get(LIST).status_code in {403, 404}
    assert web.get(f"{LIST}{commitment.pk}/").status_code in {403, 404}


# --- steps ---


def step(web: WebClient, commitment: Commitment, name: str, body: Any, **headers: str) -> Any:
    url = f"{LIST}{commitment.pk}/{name}/"
    return web.post(url, body, content_type="application/json", headers=headers)


def test_every_step_has_an_example_of_its_fields() -> None:
    for declared in STEPS:
        assert set(declared.example) <= set(declared.input().fields)


def test_kept_by_machine_and_opened_again(web: WebClient, commitment: Commitment) -> None:
    key = {"Idempotency-Key": "nightly-1"}
    first = step(web, commitment, "keep", {"sent_material": "MED-1"}, **key)
    assert (first.status_code, first.json()["state"], first.json()["sent_material"]) == (200, "done", "MED-1")
    again = step(web, commitment, "keep", {"sent_material": "MED-1"}, **key)
    assert again["Idempotent-Replayed"] == "true"
    assert step(web, commitment, "take-up-again", {}).json()["state"] == "open"
    assert step(web, commitment, "keep", {"sent_material": "MED-2"}, **key).status_code == 422


def test_a_step_says_what_is_missing(web: WebClient, commitment: Commitment) -> None:
    assert step(web, commitment, "keep", {}).status_code == 422
    assert step(web, commitment, "cancel", {"reason": ""}).status_code == 422
    answer = step(web, commitment, "cancel", {"why": "x"})
    assert (answer.status_code, "/why" in answer.content.decode()) == (422, True)


def test_a_stale_row_is_left_as_it_is(web: WebClient, commitment: Commitment) -> None:
    etag = web.get(f"{LIST}{commitment.pk}/")["ETag"]
    until = (timezone.localdate() + timedelta(days=9)).isoformat()
    assert step(web, commitment, "snooze", {"until": until}, **{"If-Match": etag}).status_code == 200
    stale = step(web, commitment, "cancel", {"reason": "Moved."}, **{"If-Match": etag})
    assert stale.status_code == 412
    commitment.refresh_from_db()
    assert commitment.state == "open"


def test_handed_over_by_machine(web: WebClient, msl: User, commitment: Commitment, kam: User) -> None:
    colleague = UserFactory(role="msl", team=msl.team)
    assert step(web, commitment, "hand-over", {"to": str(kam.pk)}).status_code == 422
    assert step(web, commitment, "hand-over", {"to": str(colleague.pk)}).json()["owner"] == str(colleague.pk)


def test_somebody_elses_is_refused_with_the_reason(
    director: User, other_msl: User, sign_in: Callable[[User], WebClient], commitment: Commitment
) -> None:
    for person in (other_msl,):
        assert step(sign_in(person), commitment, "cancel", {"reason": "x"}).status_code in {403, 404}
    assert step(sign_in(director), commitment, "cancel", {"reason": "Not ours."}).status_code == 200


@pytest.mark.parametrize("day", ["9999-12-31", "2200-01-01"])
def test_a_day_that_nobody_means_is_refused(
    web: WebClient, stakeholder: Stakeholder, area: TherapeuticArea, commitment: Commitment, day: str
) -> None:
    answer = web.post(LIST, sent(stakeholder, area, due_on=day), content_type="application/json")
    assert (answer.status_code, "due_on" in answer.content.decode()) == (422, True)
    snoozed = web.post(
        f"{LIST}{commitment.pk}/snooze/", {"until": day, "revision": 1}, content_type="application/json"
    )
    assert (snoozed.status_code, "until" in snoozed.content.decode()) == (422, True)
