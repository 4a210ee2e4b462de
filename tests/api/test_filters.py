"""What a resource gives is what its filter takes: a code that was read is a code to ask with."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from apps.catalog.models import TherapeuticArea
from apps.core.models import new_id
from apps.core.resources import Resource
from apps.firewall.roles import acting_as
from apps.followups.actions import promise
from apps.handoffs.actions import ask_handoff
from apps.interactions.models import Interaction
from apps.medinfo.actions import take_in_request
from apps.needs.actions import record_need
from apps.users.models import User
from msl_crm.api_urls import RESOURCES
from tests.personas import WebClient

OF_AREAS = [resource for resource in RESOURCES if "therapeutic_area" in resource.fields]


@pytest.fixture
def one_of_each(msl: User, kam: User, submitted: Interaction) -> None:
    """A talk, and a promise, a need, a question and a hand-off of the same person and area."""
    person = submitted.touchpoint.attendees.get().stakeholder
    about = {"therapeutic_area": submitted.therapeutic_area}
    told: dict[str, Any] = {"stakeholder": person, **about}
    today = timezone.localdate()
    promise(by=msl, id=new_id(), values={**told, "what": "Send it", "due_on": today})
    record_need(by=msl, id=new_id(), values={**told, "kind": "data", "words": "Wants it"})
    asked: dict[str, Any] = {
        "asker": person,
        "question": "Which dose?",
        "received_at": timezone.now(),
        **about,
    }
    handed: dict[str, Any] = {**told, "account": submitted.touchpoint.account, "wanted": "literature"}
    handed |= {"urgency": "soon", "channel": "", "product": None, "words": "Which dose?", "language": "en"}
    with acting_as(kam.side):
        ask_handoff(by=kam, id=new_id(), values=handed, is_unsolicited=True)
    take_in_request(
        by=msl, id=new_id(), values={**asked, "country": "DE", "language": "de", "channel": "phone"}
    )


@pytest.mark.usefixtures("one_of_each")
@pytest.mark.parametrize("resource", OF_AREAS, ids=lambda resource: resource.name)
def test_the_area_that_is_read_is_the_area_to_ask_with(
    msl: User, sign_in: Callable[[User], WebClient], other_area: TherapeuticArea, resource: Resource
) -> None:
    web, address = sign_in(msl), f"/api/v1/{resource.name}/"
    (item,) = web.get(address).json()["results"]
    found = web.get(f"{address}?therapeutic_area={item['therapeutic_area']}")
    assert found.status_code == 200, found.content
    assert [row["id"] for row in found.json()["results"]] == [item["id"]]
    assert web.get(f"{address}?therapeutic_area={other_area.code}").json()["results"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("resource", OF_AREAS, ids=lambda resource: resource.name)
def test_the_schema_says_that_it_is_the_code(client: WebClient, resource: Resource) -> None:
    schema = client.get("/api/v1/schema/?format=json").json()
    parameters = schema["paths"][f"/api/v1/{resource.name}/"]["get"]["parameters"]
    (said,) = [row["description"] for row in parameters if row["name"] == "therapeutic_area"]
    assert said == "Code of a therapeutic area"


def test_all_that_have_an_area_are_held_to_it() -> None:
    assert {resource.name for resource in OF_AREAS} == {
        "commitments",
        "handoffs",
        "interactions",
        "requests",
        "unmet-needs",
    }
    assert all("therapeutic_area" in resource.filters.base_filters for resource in OF_AREAS)
