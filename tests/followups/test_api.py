"""The REST resource `commitments`: made once, listed in as many statements for many, refused by field, walled."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.catalog.models import TherapeuticArea
from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.followups.examples import EXAMPLES
from apps.followups.models import Commitment
from apps.followups.serializers import CommitmentInput, CommitmentOutput
from apps.users.models import User
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
