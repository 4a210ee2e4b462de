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


# --- corrections ---


def read(web: WebClient, row: Commitment) -> tuple[str, str, dict[str, Any]]:
    """Its address, its ETag and what it says."""
    path = f"{LIST}{row.pk}/"
    answer = web.get(path)
    return path, answer.headers["ETag"], answer.json()


@pytest.mark.parametrize("kind", ["application/merge-patch+json", "application/json"])
def test_what_was_sent_is_changed_and_nothing_else(web: WebClient, commitment: Commitment, kind: str) -> None:
    path, etag, before = read(web, commitment)
    day = (timezone.localdate() + timedelta(days=40)).isoformat()
    answer = web.patch(path, {"due_on": day}, content_type=kind, headers={"if-match": etag})
    assert answer.status_code == 200
    after = answer.json()
    assert {name for name in after if after[name] != before[name]} == {"due_on", "revision", "updated_at"}
    assert after["due_on"] == day
    assert answer.headers["ETag"] == web.get(path).headers["ETag"] != etag


def test_who_does_not_say_what_was_read_changes_nothing(web: WebClient, commitment: Commitment) -> None:
    path, _etag, _before = read(web, commitment)
    answer = web.patch(path, {"what": "Other"}, content_type="application/json")
    assert (answer.status_code, answer.json()["title"]) == (428, "Say what you have read")
    commitment.refresh_from_db()
    assert commitment.what != "Other"


def test_the_second_of_two_gets_the_row_as_it_is(web: WebClient, commitment: Commitment) -> None:
    path, etag, _before = read(web, commitment)
    for words, status in (("First", 200), ("Second", 412)):
        answer = web.patch(path, {"what": words}, content_type="application/json", headers={"if-match": etag})
        assert answer.status_code == status
    assert answer.json()["current"]["what"] == "First"
    commitment.refresh_from_db()
    assert commitment.what == "First"


@pytest.mark.parametrize(
    ("field", "value"),
    [("state", "done"), ("owner", None), ("due_on", "2020-01-01"), ("what", None), ("priority", 99)],
)
def test_what_cannot_be_changed_is_named(
    web: WebClient, commitment: Commitment, field: str, value: Any
) -> None:
    path, etag, before = read(web, commitment)
    answer = web.patch(path, {field: value}, content_type="application/json", headers={"if-match": etag})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == f"/{field}"
    assert web.get(path).json() == before


def test_a_late_promise_gets_another_priority(web: WebClient, make: Callable[..., Commitment]) -> None:
    """Only what is sent is checked: its day has passed."""
    path, etag, _before = read(web, make(in_days=-3))
    answer = web.patch(path, {"priority": 3}, content_type="application/json", headers={"if-match": etag})
    assert (answer.status_code, answer.json()["priority"]) == (200, 3)


def test_who_may_not_change_it_is_told_or_finds_nothing(
    commitment: Commitment, kam: User, other_msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    path = f"{LIST}{commitment.pk}/"
    for user in (kam, other_msl):
        answer = sign_in(user).patch(
            path, {"what": "Mine"}, content_type="application/json", headers={"if-match": "*"}
        )
        assert answer.status_code in {403, 404}
    commitment.refresh_from_db()
    assert commitment.what != "Mine"
