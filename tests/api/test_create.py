"""Creating: once, whatever the network does; and every way to be refused."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg2
import pytest
from django.db import connection
from django.utils import timezone

from apps.coordination.models import Touchpoint
from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.firewall.sides import Side
from apps.integrations.api.repeats import forget_old
from apps.integrations.models import MedicalReplay
from apps.interactions.examples import EXAMPLES
from apps.interactions.models import Interaction, Version
from apps.interactions.serializers import InteractionInput, InteractionOutput
from apps.notifications.models import Message
from apps.users.models import User
from tests.api.conftest import LIST
from tests.factories import MaterialFactory, StakeholderFactory
from tests.personas import WebClient

Post = Callable[..., Any]
Body = dict[str, Any]


def test_a_submitted_interaction_is_made_as_a_page_makes_it(
    api: WebClient, post: Post, body: Body, service_user: User
) -> None:
    answer = post(body)
    assert answer.status_code == 201
    made = Interaction.objects.get()
    assert answer["Location"] == f"http://testserver{LIST}{made.pk}/"
    assert (made.state, made.owner, made.notes) == ("submitted", service_user, body["notes"])
    assert made.touchpoint.state == Touchpoint.State.HELD
    assert Version.objects.get().content["topics"] == ["Resistance"]
    assert api.get(answer["Location"]).json() == answer.json()
    assert api.get(answer["Location"])["ETag"] == answer["ETag"]


def test_a_person_is_reminded_of_what_they_planned_and_a_service_is_not(
    sign_in: Callable[[User], WebClient], msl: User, post: Post, body: Body
) -> None:
    starts_at = (timezone.now() + timedelta(days=2)).replace(microsecond=0)
    plan = body | {"state": "planned", "starts_at": starts_at.isoformat(), "safety_answer": ""}
    assert (post(plan).status_code, post(plan).json()["state"]) == (201, "planned")
    assert not Message.objects.exists()
    assert sign_in(msl).post(LIST, plan, content_type="application/json").status_code == 201
    assert Message.objects.get().due_at == starts_at + timedelta(hours=4)


def test_only_what_must_be_said_must_be_said(post: Post, body: Body) -> None:
    needed = ("account", "attendees", "starts_at", "channel", "purpose", "therapeutic_area")
    answer = post({name: body[name] for name in needed})
    assert (answer.status_code, answer.json()["state"], answer.json()["topics"]) == (201, "planned", [])


def test_the_documented_example_is_a_body_of_this_shape() -> None:
    assert set(EXAMPLES["input"]) == set(InteractionInput().fields)
    assert set(EXAMPLES["output"]) == set(InteractionOutput().fields)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"account": str(new_id())}, "/account"),
        ({"account": None}, "/account"),
        ({"attendees": []}, "/attendees"),
        ({"attendees": "somebody"}, "/attendees"),
        ({"attendees": [{"stakeholder": str(new_id())}]}, "/attendees/0/stakeholder"),
        ({"attendees": [{"stakeholder": "x", "role": "y"}]}, "/attendees/0/role"),
        ({"attendees": [{}]}, "/attendees/0/stakeholder"),
        ({"topics": [str(new_id())]}, "/topics/0"),
        ({"topics": ["x"]}, "/topics/0"),
        ({"materials": [str(new_id())]}, "/materials/0"),
        ({"starts_at": "2026-01-31T08:00:00"}, "/starts_at"),
        ({"starts_at": "9999-12-31T23:59:59Z"}, "/starts_at"),
        ({"starts_at": "0001-01-01T00:00:00+14:00"}, "/starts_at"),
        ({"starts_at": "2099-01-31T08:00:00Z"}, "/starts_at"),
        ({"starts_at": 5}, "/starts_at"),
        ({"channel": "pigeon"}, "/channel"),
        ({"purpose": "sales"}, "/purpose"),
        ({"therapeutic_area": "unknown"}, "/therapeutic_area"),
        ({"duration_minutes": 0}, "/duration_minutes"),
        ({"notes": "x" * 20_001}, "/notes"),
        ({"notes": "a\u0000b"}, "/notes"),
        ({"safety_answer": ""}, "/safety_answer"),
        ({"state": "amended"}, "/state"),
        ({"id": str(uuid.uuid4())}, "/id"),
        ({"id": 7}, "/id"),
        ({"note": "misspelt"}, "/note"),
        ({"a/b~c": 1}, "/a~1b~0c"),
    ],
)
def test_a_fault_is_pointed_at_and_nothing_is_made(
    post: Post, body: Body, change: Body, pointer: str
) -> None:
    answer = post(body | change)
    assert answer.status_code == 422
    assert pointer in [fault["pointer"] for fault in answer.json()["errors"]]
    assert not Interaction.objects.exists()
    assert not Touchpoint.objects.exists()
    assert not MedicalReplay.objects.exists()


def test_an_unknown_field_is_answered_with_the_known_ones(post: Post, body: Body) -> None:
    (fault,) = post(body | {"note": "misspelt"}).json()["errors"]
    assert fault["code"] == "unknown"
    assert "needs_and_concerns" in fault["detail"]


def test_an_expired_material_cannot_be_chosen(post: Post, body: Body, area: Any) -> None:
    expired = MaterialFactory(therapeutic_area=area, expires_on=timezone.localdate() - timedelta(days=2))
    assert post(body | {"materials": [str(expired.pk)]}).status_code == 422


def test_who_does_not_wish_to_be_contacted_is_refused_with_the_reason(post: Post, body: Body) -> None:
    stakeholder = StakeholderFactory(do_not_contact=True)
    answer = post(body | {"attendees": [{"stakeholder": str(stakeholder.pk)}]})
    assert answer.status_code == 403
    assert str(stakeholder.last_name) in answer.json()["detail"]
    assert not Touchpoint.objects.exists()


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b'"x"', b"null", b"\xff", b"[" * 100_000, b'{"notes": NaN}', b'{"notes": "\\ud800"}'],
)
def test_what_is_no_json_object_is_malformed(post: Post, content: bytes) -> None:
    assert post(content).status_code == 400


def test_other_media_types_and_methods_are_refused(api: WebClient, body: Body) -> None:
    assert api.post(LIST, body).status_code == 415
    assert api.get(LIST, headers={"accept": "text/csv"}).status_code == 406
    for method in ("put", "delete", "patch", "options"):
        answer = getattr(api, method)(LIST)
        assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
        assert answer["Allow"] == "GET, POST, HEAD"


def test_a_body_may_be_so_large(post: Post, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    assert post({"notes": "x" * 1_000}).status_code == 413


def test_a_repeated_key_makes_nothing_twice(api: WebClient, post: Post, body: Body) -> None:
    first, again = post(body, Idempotency_Key="n-1"), post(body, Idempotency_Key="n-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first
    assert (again.json(), again["Location"]) == (first.json(), first["Location"])
    assert Interaction.objects.count() == 1
    # The same content in another order and spacing is the same request.
    shuffled = dict(reversed(body.items()))
    assert post(shuffled, Idempotency_Key="n-1")["Idempotent-Replayed"] == "true"


def test_a_replay_is_rendered_as_the_row_is_now(post: Post, body: Body) -> None:
    key = post(body, Idempotency_Key="n-1").json()["id"]
    Interaction.objects.filter(pk=key).update(notes="Changed since.")
    assert post(body, Idempotency_Key="n-1").json()["notes"] == "Changed since."


def test_a_key_with_another_body_is_refused(post: Post, body: Body) -> None:
    post(body, Idempotency_Key="n-1")
    answer = post(body | {"notes": "Other"}, Idempotency_Key="n-1")
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("/problems/key-reused/")
    assert Interaction.objects.count() == 1


def test_keys_of_two_clients_are_two_keys(connect: Callable[..., WebClient], post: Post, body: Body) -> None:
    post(body, Idempotency_Key="n-1")
    other = connect(name="Another")
    answer = other.post(LIST, body, content_type="application/json", headers={"idempotency-key": "n-1"})
    assert (answer.status_code, "Idempotent-Replayed" in answer) == (201, False)


def test_a_refused_request_does_not_use_up_its_key(post: Post, body: Body) -> None:
    assert post(body | {"channel": "pigeon"}, Idempotency_Key="n-1").status_code == 422
    assert post(body, Idempotency_Key="n-1").status_code == 201


def test_a_key_is_forgotten_after_a_day(post: Post, body: Body) -> None:
    post(body, Idempotency_Key="n-1")
    MedicalReplay.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert post(body | {"notes": "Other"}, Idempotency_Key="n-1").status_code == 201
    MedicalReplay.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert forget_old(Side.MEDICAL) == 1
    assert not MedicalReplay.objects.exists()


@pytest.mark.parametrize("key", ["", "x" * 256, "with space", "ünïcode"])
def test_a_key_must_be_one(post: Post, body: Body, key: str) -> None:
    assert post(body, Idempotency_Key=key).status_code == 400


def test_a_request_that_is_still_running_is_told_so(
    api: WebClient, post: Post, body: Body, service_user: User
) -> None:
    settings = connection.get_connection_params()
    known = {name: settings[name] for name in ("dbname", "user", "host", "port") if settings.get(name)}
    elsewhere = psycopg2.connect(**known, password=settings.get("password") or None)
    try:
        with elsewhere.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{service_user.pk} n-1"]
            )
        answer = post(body, Idempotency_Key="n-1")
        assert (answer.status_code, answer["Retry-After"]) == (409, "1")
        assert answer.json()["type"].endswith("/problems/still-running/")
    finally:
        elsewhere.close()
    assert post(body, Idempotency_Key="n-1").status_code == 201


def test_an_id_of_the_client_makes_one_row(post: Post, body: Body) -> None:
    mine = body | {"id": str(new_id())}
    first, again = post(mine), post(mine)
    assert first.json()["id"] == mine["id"]
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert Interaction.objects.count() == 1


def test_an_id_still_makes_one_row_when_the_answer_is_long_forgotten(post: Post, body: Body) -> None:
    mine = body | {"id": str(new_id())}
    post(mine)
    MedicalReplay.objects.all().delete()
    assert post(mine).status_code == 200
    MedicalReplay.objects.all().delete()
    assert post(mine | {"notes": "Other"}).status_code == 409


def test_an_id_with_other_content_is_a_conflict(post: Post, body: Body) -> None:
    mine = body | {"id": str(new_id())}
    post(mine)
    answer = post(mine | {"notes": "Other"})
    assert answer.status_code == 409
    assert answer.json()["type"].endswith("/problems/conflict/")
    assert Interaction.objects.get().notes == body["notes"]


def test_an_id_of_something_that_may_not_be_seen_is_taken_and_no_more_is_said(
    sign_in: Callable[[User], WebClient],
    other_msl: User,
    other_area: Any,
    submitted: Interaction,
    body: Body,
) -> None:
    mine = body | {"id": str(submitted.pk), "therapeutic_area": other_area.code, "topics": []}
    answer = sign_in(other_msl).post(LIST, mine, content_type="application/json")
    assert answer.status_code == 409
    assert b"resistance" not in answer.content


def test_an_attendee_is_counted_once(post: Post, body: Body, stakeholder: Stakeholder) -> None:
    answer = post(body | {"attendees": [{"stakeholder": str(stakeholder.pk)}] * 2})
    assert answer.json()["attendees"] == [{"stakeholder": str(stakeholder.pk)}]


def test_a_fault_of_ours_leaves_nothing_behind(
    api: WebClient, post: Post, body: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_fields: Any) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr("apps.integrations.api.repeats.keep", broken)
    api.raise_request_exception = False
    answer = post(body)
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert b"secret" not in answer.content
    assert answer.json()["correlation_id"] == answer["X-Request-Id"]
    assert not Interaction.objects.exists()
