"""The REST resources of the context and of collisions: made once, corrected, put away; read by both sides, no words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from apps.coordination import serializers
from apps.coordination.examples import COLLISION, EVENT, WINDOW
from apps.coordination.models import CollisionNotice, CriticalEvent, DoNotVisitWindow
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.notifications.models import Message
from apps.users.models import User
from tests.coordination.around import Details, in_days, plan
from tests.coordination.disclosing import in_force
from tests.factories import AccountFactory
from tests.keyaccounts.visits import planned
from tests.personas import WebClient

SignIn = Callable[[User], WebClient]
EVENTS, WINDOWS = "/api/v1/critical-events/", "/api/v1/do-not-visit-windows/"
COLLISIONS = "/api/v1/collisions/"
JSON = "application/json"


def event(account: Account, **changes: Any) -> dict[str, Any]:
    day = "2026-03-02"
    return {"id": str(new_id()), "account": str(account.pk), "kind": "tender", "starts_on": day} | changes


def test_examples_show_every_field() -> None:
    pairs = (
        (EVENT["input"], serializers.EventInput), (EVENT["output"], serializers.EventOutput),
        (WINDOW["input"], serializers.WindowInput), (WINDOW["output"], serializers.WindowOutput),
        (COLLISION["output"], serializers.CollisionOutput),
    )  # fmt: skip
    for example, serializer in pairs:
        assert set(example) == set(serializer().fields)


@pytest.mark.parametrize("name", ["msl", "kam"])
def test_either_side_says_it_once_corrects_it_and_puts_it_away(
    name: str, persona: Callable[[str], User], sign_in: SignIn, account: Account
) -> None:
    web, body = sign_in(persona(name)), event(account)
    answers = [web.post(EVENTS, body, content_type=JSON) for _twice in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    url = f"{EVENTS}{body['id']}/"
    changed = web.patch(
        url, {"ends_on": "2026-03-05"}, content_type=JSON, headers={"if-match": web.get(url)["ETag"]}
    )
    assert (changed.status_code, changed.json()["ends_on"]) == (200, "2026-03-05")
    assert web.post(f"{url}archive/", {}, content_type=JSON).json()["archived_at"]
    assert [web.get(EVENTS, {"archived": flag}).json()["results"] == [] for flag in ("true", "false")] == [
        False,
        True,
    ]
    assert web.post(f"{url}restore/", {}, content_type=JSON).json()["archived_at"] is None
    assert CriticalEvent.objects.get().kind == "tender"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("account", "01928a7c-5f00-7000-8000-00000000000f"),
        ("kind", "gossip"),
        ("ends_on", "2026-03-01"),
        ("note", "They said that"),
    ],
)
def test_a_fault_names_its_field(
    field: str, value: str, msl: User, sign_in: SignIn, account: Account
) -> None:
    answer = sign_in(msl).post(EVENTS, event(account) | {field: value}, content_type=JSON)
    assert answer.status_code in {400, 422}
    assert field in answer.content.decode()
    assert not CriticalEvent.objects.exists()


def test_windows_are_kept_likewise(kam: User, sign_in: SignIn, account: Account) -> None:
    body = event(account, reason="holidays", ends_on="2026-03-09")
    del body["kind"]
    assert sign_in(kam).post(WINDOWS, body, content_type=JSON).status_code == 201
    assert (
        sign_in(kam).get(WINDOWS, {"account": str(account.pk)}).json()["results"][0]["reason"] == "holidays"
    )
    assert DoNotVisitWindow.objects.get().recorded_by == kam


def test_compliance_reads_and_does_not_keep(compliance: User, sign_in: SignIn, account: Account) -> None:
    web = sign_in(compliance)
    assert web.get(EVENTS).status_code == 200
    assert web.post(EVENTS, event(account), content_type=JSON).status_code == 403


def test_each_side_reads_its_own_contact_first(
    msl: User, kam: User, sign_in: SignIn, details: Details
) -> None:
    mine, theirs = plan(msl, details), plan(kam, details)
    for user, own, other in ((msl, mine, theirs), (kam, theirs, mine)):
        (row,) = sign_in(user).get(COLLISIONS, {"open": "true"}).json()["results"]
        assert (row["touchpoint"], row["other_touchpoint"]) == (str(own.pk), str(other.pk))
    assert sign_in(msl).get(COLLISIONS, {"touchpoint": str(new_id())}).json()["results"] == []
    assert sign_in(msl).post(COLLISIONS, {}, content_type=JSON).status_code == 405


def test_whom_others_meet_is_not_told_here_either(
    msl: User, kam: User, sign_in: SignIn, details: Details
) -> None:
    in_force({"viewer": "medical", "who": "person", "when": "time", "whom": "account"})
    plan(msl, details), plan(kam, details, account=AccountFactory())
    found = [len(sign_in(user).get(COLLISIONS).json()["results"]) for user in (msl, kam)]
    assert found == [0, 1]


def test_what_another_system_plans_is_looked_around_and_told_to_both(
    msl: User, kam: User, sign_in: SignIn, account: Account, stakeholder: Stakeholder, purpose: Any, area: Any
) -> None:
    planned(kam, hours=48, account=account, stakeholders=[stakeholder])
    body = {
        "account": str(account.pk), "attendees": [{"stakeholder": str(stakeholder.pk)}], "channel": "phone",
        "starts_at": in_days(3).isoformat(), "purpose": purpose.code, "therapeutic_area": area.code,
    }  # fmt: skip
    made = sign_in(msl).post("/api/v1/interactions/", body, content_type=JSON)
    assert made.status_code == 201
    notice = CollisionNotice.objects.get()
    assert not notice.seen.exists()
    told = Message.objects.filter(kind="collision_found", cause_id=notice.pk)
    assert {row.recipient for row in told} == {msl, kam}
    assert reverse("coordination:touchpoint", args=[notice.first_id]) in {row.link for row in told}
