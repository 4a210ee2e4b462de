"""The REST resource `requests`: made once, submitted when attested, its answers given out, walled."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.catalog.models import TherapeuticArea
from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.medinfo.actions import submit_request
from apps.medinfo.examples import EXAMPLES
from apps.medinfo.models import MedicalRequest
from apps.medinfo.serializers import RequestInput, RequestOutput
from apps.users.models import User
from tests.personas import WebClient

LIST = "/api/v1/requests/"


def sent(person: Stakeholder, area: TherapeuticArea, **changes: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "question": "Why?",
        "asker": str(person.pk),
        "therapeutic_area": area.code,
        "country": "DE",
        "language": "de",
        "channel": "email",
        "received_at": (timezone.now() - timedelta(hours=1)).isoformat(),
        **changes,
    }


def test_examples_show_every_field() -> None:
    assert set(EXAMPLES["input"]) == set(RequestInput().fields)
    assert set(EXAMPLES["output"]) == set(RequestOutput().fields)


@pytest.mark.parametrize(("is_unsolicited", "state"), [(True, "submitted"), (False, "draft")])
def test_sent_twice_it_is_made_once(
    web: WebClient, stakeholder: Stakeholder, area: TherapeuticArea, is_unsolicited: bool, state: str
) -> None:
    body = sent(stakeholder, area, is_unsolicited=is_unsolicited)
    answers = [web.post(LIST, body, content_type="application/json") for _time in range(2)]
    assert {answer.status_code for answer in answers} <= {200, 201}
    assert answers[0].json()["state"] == state
    assert MedicalRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("asker", "01928a7c-5f00-7000-8000-00000000abcd"),
        ("product", "01928a7c-5f00-7000-8000-00000000abcd"),
        ("therapeutic_area", "none"),
        ("country", "XX"),
        ("language", "qq"),
        ("received_at", "2099-01-01T00:00:00Z"),
        ("received_at", "0001-01-01T00:00:00+14:00"),
        ("received_at", "0001-01-01T00:00:00Z"),
        ("label_class", "on_label"),
    ],
)
def test_a_fault_names_its_field(
    web: WebClient, stakeholder: Stakeholder, area: TherapeuticArea, field: str, value: str
) -> None:
    answer = web.post(LIST, sent(stakeholder, area, **{field: value}), content_type="application/json")
    assert answer.status_code in {400, 422}
    assert field in answer.content.decode()


def test_approved_answers_are_given_out(web: WebClient, answered: MedicalRequest) -> None:
    found = web.get(f"{LIST}?asker={answered.asker_id}&state=answered&expand=asker,answerer").json()
    (row,) = found["results"]
    assert row["asker"]["name"] == str(answered.asker)
    (answer,) = row["answers"]
    assert answer["text"] == "The half-life is not changed."
    assert answer["delivered_at"].endswith("Z")
    assert web.get(f"{LIST}{answered.pk}/").json()["answers"] == row["answers"]


def test_the_commercial_side_gets_nothing(
    kam: User, answered: MedicalRequest, sign_in: Callable[[User], WebClient]
) -> None:
    web = sign_in(kam)
    assert web.get(LIST).status_code in {403, 404}
    assert web.get(f"{LIST}{answered.pk}/").status_code in {403, 404}


def test_a_draft_is_corrected_and_what_was_submitted_is_not(
    web: WebClient, draft: MedicalRequest, answerer: User
) -> None:
    path, kind = f"{LIST}{draft.pk}/", "application/merge-patch+json"
    etag = web.get(path).headers["ETag"]
    answer = web.patch(path, {"question": "And in children?"}, content_type=kind, headers={"if-match": etag})
    assert (answer.status_code, answer.json()["question"]) == (200, "And in children?")
    submit_request(by=draft.owner, request=draft, is_unsolicited=True)
    answer = web.patch(path, {"question": "Changed"}, content_type=kind, headers={"if-match": "*"})
    assert answer.status_code == 403
    assert web.get(path).json()["question"] == "And in children?"


@pytest.mark.parametrize(
    ("field", "value"),
    [("country", "XX"), ("language", "xx"), ("received_at", "2099-01-01T00:00:00Z"), ("asker", "")],
)
def test_a_wrong_correction_names_its_field(
    web: WebClient, draft: MedicalRequest, field: str, value: str
) -> None:
    answer = web.patch(
        f"{LIST}{draft.pk}/", {field: value}, content_type="application/json", headers={"if-match": "*"}
    )
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{field}")
