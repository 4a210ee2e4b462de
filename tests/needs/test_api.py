"""The REST resource `unmet-needs`: made once, listed in as many statements for many, refused by field, walled."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.catalog.models import TherapeuticArea
from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.interactions.models import Interaction
from apps.needs.examples import EXAMPLES
from apps.needs.models import UnmetNeed
from apps.needs.serializers import NeedInput, NeedOutput
from apps.users.models import User
from tests.personas import WebClient

LIST = "/api/v1/unmet-needs/"
JSON = "application/json"


def sent(person: Stakeholder, area: TherapeuticArea, **changes: Any) -> dict[str, Any]:
    values = {"id": str(new_id()), "kind": "data", "words": "Wants it", "stakeholder": str(person.pk)}
    return {**values, "therapeutic_area": area.code, **changes}


def test_examples_show_every_field() -> None:
    assert set(EXAMPLES["input"]) == set(NeedInput().fields)
    assert set(EXAMPLES["output"]) == set(NeedOutput().fields)


def test_sent_twice_it_is_made_once(web: WebClient, stakeholder: Stakeholder, area: TherapeuticArea) -> None:
    body = sent(stakeholder, area)
    answers = [web.post(LIST, body, content_type=JSON) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json()["state"] == "open"
    assert answers[0].json()["heard_on"] == timezone.localdate().isoformat()
    assert UnmetNeed.objects.count() == 1


def test_of_a_talk_it_takes_area_and_day(
    web: WebClient, submitted: Interaction, stakeholder: Stakeholder
) -> None:
    body = {"kind": "data", "words": "Wants it", "stakeholder": str(stakeholder.pk)}
    made = web.post(LIST, body | {"interaction": str(submitted.pk)}, content_type=JSON).json()
    assert made["therapeutic_area"] == submitted.therapeutic_area.code
    assert made["heard_on"] == timezone.localdate(submitted.starts_at).isoformat()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("stakeholder", "01928a7c-5f00-7000-8000-00000000abcd"),
        ("therapeutic_area", "none"),
        ("heard_on", "2099-01-01"),
        ("reason", "no_time"),
        ("interaction", "01928a7c-5f00-7000-8000-00000000abcd"),
        ("state", "met"),
    ],
)
def test_a_fault_names_its_field(
    web: WebClient, stakeholder: Stakeholder, area: TherapeuticArea, field: str, value: str
) -> None:
    answer = web.post(LIST, sent(stakeholder, area, **{field: value}), content_type=JSON)
    assert answer.status_code in {400, 422}
    assert field in answer.content.decode()


def test_it_is_filtered_and_expanded(web: WebClient, need: UnmetNeed) -> None:
    query = f"?stakeholder={need.stakeholder_id}&state=pending&kind=data&expand=stakeholder,recorded_by"
    (found,) = web.get(LIST + query).json()["results"]
    assert found["id"] == str(need.pk)
    assert found["stakeholder"]["name"] == str(need.stakeholder)
    assert found["owner"] is None


def test_the_list_costs_the_same_for_many(web: WebClient, make: Callable[..., UnmetNeed]) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            web.get(f"{LIST}?expand=stakeholder,owner,therapeutic_area")
        return len(captured)

    make()
    cost()
    few = cost()
    for _number in range(10):
        make()
    assert cost() == few


def test_the_commercial_side_gets_nothing(
    kam: User, need: UnmetNeed, sign_in: Callable[[User], WebClient]
) -> None:
    web = sign_in(kam)
    assert web.get(LIST).status_code in {403, 404}
    assert web.get(f"{LIST}{need.pk}/").status_code in {403, 404}


def test_it_is_corrected_by_who_has_read_it(web: WebClient, need: UnmetNeed) -> None:
    path = f"{LIST}{need.pk}/"
    etag = web.get(path).headers["ETag"]
    body = {"words": "Wants it by age group", "priority": 3}
    for status in (200, 412):
        answer = web.patch(path, body, content_type=JSON, headers={"if-match": etag})
        assert answer.status_code == status
    need.refresh_from_db()
    assert (need.words, need.priority) == ("Wants it by age group", 3)


@pytest.mark.parametrize(("field", "value"), [("heard_on", "2099-01-01"), ("state", "met"), ("kind", "data")])
def test_a_wrong_correction_names_its_field(web: WebClient, need: UnmetNeed, field: str, value: str) -> None:
    answer = web.patch(f"{LIST}{need.pk}/", {field: value}, content_type=JSON, headers={"if-match": "*"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{field}")
