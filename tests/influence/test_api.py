"""The REST resources of the map: made once, read by both sides, and refused with the field's name."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.core.models import new_id
from apps.influence import examples
from apps.influence.models import Committee, Seat, Tie
from apps.influence.serializers import (
    CommitteeInput,
    CommitteeOutput,
    SeatInput,
    SeatOutput,
    TieInput,
    TieOutput,
)
from apps.users.models import User
from tests.influence.conftest import Tied, Worker
from tests.personas import WebClient

pytestmark = pytest.mark.django_db

BASE = "/api/v1"
JSON = "application/json"
SHAPES = (
    (examples.COMMITTEE, CommitteeInput, CommitteeOutput),
    (examples.SEAT, SeatInput, SeatOutput),
    (examples.TIE, TieInput, TieOutput),
)


@pytest.mark.parametrize(("example", "taken", "given"), SHAPES)
def test_examples_show_every_field(example: Any, taken: Any, given: Any) -> None:
    assert set(example["input"]) == set(taken().fields)
    assert set(example["output"]) == set(given().fields)


@pytest.mark.parametrize("name", ["msl", "kam"])
def test_a_committee_a_seat_and_a_tie_are_made_once(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient], worker: Worker
) -> None:
    web, person, other = sign_in(persona(name)), worker(), worker()
    account = person.affiliations.get().account_id
    committee = {**examples.COMMITTEE["input"], "id": str(new_id()), "account": str(account)}
    seat = {
        **examples.SEAT["input"],
        "id": str(new_id()),
        "committee": committee["id"],
        "stakeholder": str(person.pk),
    }
    tie = {
        **examples.TIE["input"],
        "id": str(new_id()),
        "stakeholder": str(other.pk),
        "towards": str(person.pk),
    }
    for path, body in (("committees", committee), ("seats", seat), ("ties", tie)):
        answers = [web.post(f"{BASE}/{path}/", body, content_type=JSON) for _time in range(2)]
        assert [answer.status_code for answer in answers] == [201, 200], answers[0].json()
    assert (Committee.objects.count(), Seat.objects.count(), Tie.objects.count()) == (1, 1, 1)
    (found,) = web.get(f"{BASE}/ties/?towards={person.pk}&expand=stakeholder&current=true").json()["results"]
    assert found["stakeholder"]["name"] == str(other)


def test_the_same_tie_again_names_what_is_wrong(
    msl: User, sign_in: Callable[[User], WebClient], worker: Worker, tied: Tied
) -> None:
    tie = tied(worker(), "asks_advice", worker())
    body = {
        "stakeholder": str(tie.source_id),
        "kind": tie.kind,
        "towards": str(tie.target_id),
        "evidence": "said",
    }
    answer = sign_in(msl).post(f"{BASE}/ties/", body, content_type=JSON)
    assert answer.status_code == 422
    assert "recorded already" in answer.content.decode()


def test_what_is_not_there_is_named(msl: User, sign_in: Callable[[User], WebClient]) -> None:
    body = {"account": str(new_id()), "name": "Board", "kind": "other"}
    answer = sign_in(msl).post(f"{BASE}/committees/", body, content_type=JSON)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/account")
