"""Reading one item, and the wall."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from apps.audit.models import Reading
from apps.core.models import new_id
from apps.interactions.models import Interaction
from apps.users.models import User
from tests.api.conftest import BOTH, LIST
from tests.personas import WebClient


def test_an_unchanged_item_is_not_sent_again(api: WebClient, submitted: Interaction) -> None:
    first = api.get(f"{LIST}{submitted.pk}/")
    assert first["ETag"].startswith('"')
    assert first["Cache-Control"] == "no-store"
    again = api.get(f"{LIST}{submitted.pk}/", headers={"if-none-match": f'"old", {first["ETag"]}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    Interaction.objects.filter(pk=submitted.pk).update(notes="Changed.")
    changed = api.get(f"{LIST}{submitted.pk}/", headers={"if-none-match": first["ETag"]})
    assert (changed.status_code, changed.json()["notes"]) == (200, "Changed.")


def test_what_is_not_there_and_what_may_not_be_known_look_the_same(
    sign_in: Callable[[User], WebClient], other_msl: User, submitted: Interaction
) -> None:
    web = sign_in(other_msl)
    answers = [web.get(f"{LIST}{key}/").json() for key in (submitted.pk, new_id())]
    for answer in answers:
        del answer["instance"], answer["correlation_id"]
    assert answers[0] == answers[1]
    assert answers[0]["status"] == 404


def test_a_client_of_the_commercial_side_reads_no_medical_word(
    connect: Callable[..., WebClient], submitted: Interaction, body: dict[str, Any]
) -> None:
    kam = connect(side="commercial", scopes=BOTH, name="Sales system")
    answers = [
        kam.get(LIST),
        kam.get(f"{LIST}?count=true&expand=attendees,owner"),
        kam.get(f"{LIST}{submitted.pk}/"),
        kam.post(LIST, body, content_type="application/json"),
        kam.post(LIST, body | {"id": str(submitted.pk)}, content_type="application/json"),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 404, 403, 403]
    assert not any(b"resistance" in answer.content for answer in answers)
    assert "Commercial" in answers[0].json()["detail"]
    assert Interaction.objects.count() == 1


@pytest.mark.parametrize("name", ["kam", "commercial_lead", "safety", "administrator"])
def test_people_of_other_sides_read_nothing_either(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient], submitted: Interaction
) -> None:
    web = sign_in(persona(name))
    assert web.get(LIST).status_code == 403
    assert web.get(f"{LIST}{submitted.pk}/").status_code == 404


def test_oversight_reads_writes_nothing_and_leaves_a_trace(
    compliance: User, sign_in: Callable[[User], WebClient], submitted: Interaction, body: dict[str, Any]
) -> None:
    web = sign_in(compliance)
    assert web.get(f"{LIST}{submitted.pk}/").json()["notes"] == "Asked about resistance."
    assert web.post(LIST, body, content_type="application/json").status_code == 403
    (reading,) = Reading.objects.all()
    assert (reading.reader, reading.path) == (compliance, f"{LIST}{submitted.pk}/")


def test_head_says_what_get_says_without_the_body(api: WebClient, submitted: Interaction) -> None:
    for address in (LIST, f"{LIST}{submitted.pk}/"):
        answer = api.head(address)
        assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == api.get(address)["ETag"]


@pytest.mark.parametrize("query", ["state=held", "page_size=1", "fields=secret"])
def test_parameters_of_lists_are_unknown_here(api: WebClient, submitted: Interaction, query: str) -> None:
    assert api.get(f"{LIST}{submitted.pk}/?{query}").status_code == 400


def test_the_request_id_goes_all_the_way(api: WebClient, post: Any, body: dict[str, Any]) -> None:
    answer = post(body, X_Request_Id="0b5f3c1e-7a4d-4e2b-9c55-3f1f0a6d2b10")
    assert answer["X-Request-Id"] == "0b5f3c1e-7a4d-4e2b-9c55-3f1f0a6d2b10"
    made = Interaction.objects.get(pk=answer.json()["id"])
    history: Any = apps.get_model("interactions", "InteractionHistoryrow")
    contexts = history.objects.filter(pgh_obj=made.pk).values_list("pgh_context", flat=True)
    assert contexts
    assert {context["request"] for context in contexts} == {"0b5f3c1e-7a4d-4e2b-9c55-3f1f0a6d2b10"}
    assert {context["user"] for context in contexts} == {str(made.owner_id)}
    missing = api.get(f"{LIST}{new_id()}/", headers={"x-request-id": "6f9619ff-8b86-d011-b42d-00cf4fc964ff"})
    assert missing.json()["correlation_id"] == "6f9619ff-8b86-d011-b42d-00cf4fc964ff"


def test_each_answer_says_what_is_left(api: WebClient) -> None:
    first, second = api.get(LIST), api.get(LIST)
    assert first["RateLimit-Policy"] == '"caller";q=600;w=60'
    assert first["RateLimit"].startswith('"caller";r=599;t=')
    assert second["RateLimit"].startswith('"caller";r=598;t=')


def test_too_many_requests_are_told_when_to_come_back(api: WebClient, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 2
    statuses = [api.get(LIST).status_code for _ in range(3)]
    last = api.get(LIST)
    assert [*statuses, last.status_code] == [200, 200, 429, 429]
    assert 1 <= int(last["Retry-After"]) <= 60
    assert last["Content-Type"] == "application/problem+json"
