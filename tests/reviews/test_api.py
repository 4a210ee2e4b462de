"""The REST resource `reviews`: read by who asked, decided by compliance, repeated safely on every side."""

from collections.abc import Callable

import pytest

from apps.core.models import new_id
from apps.integrations.api.clients import make_client
from apps.reviews.examples import EXAMPLES
from apps.reviews.models import ReviewRequest
from apps.reviews.serializers import ReviewInput, ReviewOutput
from apps.users.models import APIClient, User
from tests.api.conftest import ask_token
from tests.personas import WebClient
from tests.reviews.conftest import Boards

LIST = "/api/v1/reviews/"
JSON = "application/json"
SignIn = Callable[[User], WebClient]


def test_examples_show_every_field() -> None:
    assert set(EXAMPLES["input"]) == set(ReviewInput().fields)
    assert set(EXAMPLES["output"]) == set(ReviewOutput().fields)


@pytest.mark.parametrize("name", ["msl", "kam"])
def test_both_functions_ask_once(
    name: str, persona: Callable[[str], User], sign_in: SignIn, boards: Boards
) -> None:
    web = sign_in(persona(name))
    body = {
        "id": str(new_id()),
        "subject_kind": "advisory_board",
        "subject_id": str(new_id()),
        "wanted_by": "2099-01-01",
    }
    answers = [web.post(LIST, body, content_type=JSON) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert ReviewRequest.objects.get().asked_by == persona(name)


def test_a_day_that_is_over_names_its_field(msl: User, sign_in: SignIn, boards: Boards) -> None:
    body = {"subject_kind": "advisory_board", "subject_id": str(new_id()), "wanted_by": "2020-01-01"}
    answer = sign_in(msl).post(LIST, body, content_type=JSON)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/wanted_by")


def test_compliance_decides_and_may_repeat_it(web: WebClient, review: ReviewRequest) -> None:
    for _time in range(2):
        answer = web.post(f"{LIST}{review.pk}/return/", {"words": "Who leads it?"}, content_type=JSON)
        assert (answer.status_code, answer.json()["state"]) == (200, "returned")
    assert web.post(f"{LIST}{review.pk}/approve/", {}, content_type=JSON).status_code == 403


def test_others_do_not(msl: User, kam: User, review: ReviewRequest, sign_in: SignIn) -> None:
    assert sign_in(msl).post(f"{LIST}{review.pk}/approve/", {}, content_type=JSON).status_code == 403
    assert sign_in(kam).get(f"{LIST}{review.pk}/").status_code == 404
    (found,) = sign_in(msl).get(f"{LIST}?state=requested&expand=asked_by").json()["results"]
    assert found["asked_by"]["name"] == str(msl)


@pytest.mark.parametrize("step", ["approve", "return", "reject"])
def test_no_system_decides_not_even_on_the_side_of_compliance(
    step: str, compliance: User, review: ReviewRequest
) -> None:
    client, secret = make_client("Desk", "medical", "read:reviews write:reviews")
    APIClient.objects.filter(pk=client.pk).update(service_user=compliance)
    token = ask_token(client.client_id, secret).json()["access_token"]
    web = WebClient(headers={"authorization": f"Bearer {token}", "accept": "application/json"})
    assert web.get(f"{LIST}{review.pk}/").status_code == 200
    answer = web.post(f"{LIST}{review.pk}/{step}/", {"words": "No."}, content_type=JSON)
    assert answer.status_code == 403
    assert "let a person of compliance" in answer.json()["detail"]
    review.refresh_from_db()
    assert review.is_waiting
