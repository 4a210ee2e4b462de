"""`touchpoints` over REST: what the pages tell, and no more, in fields, filters, order and cursors."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from apps.coordination.actions import plan_touchpoint
from apps.coordination.models import Touchpoint
from apps.coordination.touchpoint_api import TOUCHPOINTS
from apps.coordination.touchpoint_serializers import TouchpointOutput
from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.integrations.api.clients import make_client
from apps.users.models import User
from tests.api.conftest import ask_token
from tests.coordination.disclosing import in_force
from tests.personas import WebClient

LIST = "/api/v1/touchpoints/"
MOMENT = datetime(2026, 3, 12, 18, 47, tzinfo=UTC)


@pytest.fixture
def contact(msl: User, details: Callable[..., dict[str, Any]]) -> Touchpoint:
    """A medical contact."""
    return plan_touchpoint(by=msl, id=new_id(), **details(starts_at=MOMENT))


def connect(side: str) -> WebClient:
    client, secret = make_client(f"Radar {side}", side, "read:touchpoints")
    token = ask_token(client.client_id, secret).json()["access_token"]
    return WebClient(headers={"authorization": f"Bearer {token}", "accept": "application/json"})


def results(web: WebClient, **asked: Any) -> list[dict[str, Any]]:
    answer = web.get(LIST, asked)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def test_a_contact_is_told_in_full_without_a_policy(
    msl: User, contact: Touchpoint, stakeholder: Stakeholder
) -> None:
    (item,) = results(connect("commercial"))
    assert list(item) == list(TOUCHPOINTS.fields) == list(TouchpointOutput().fields)
    assert (item["owner"], item["starts_at"]) == (str(msl.pk), "2026-03-12T18:47:00Z")
    assert (item["precision"], item["starts_on"]) == ("time", "2026-03-12")
    assert (item["channel"], item["channel_class"]) == ("phone", "remote")
    assert len(results(connect("medical"), channel_class="remote")) == 1
    assert item["attendees"] == [{"stakeholder": str(stakeholder.pk)}]


def test_what_is_hidden_is_null_for_the_other_side_alone(contact: Touchpoint) -> None:
    in_force({"viewer": "commercial", "who": "function", "when": "week", "whom": "account"})
    web = connect("commercial")
    (item,) = results(web)
    hidden = ("owner", "starts_at", "created_at", "updated_at")
    assert [item[name] for name in hidden] == [None] * 4
    assert (item["precision"], item["starts_on"], item["attendees"]) == ("week", "2026-03-09", [])
    assert item["has_hidden_attendees"]
    (item,) = results(connect("medical"))
    assert None not in [item[name] for name in hidden]
    one = web.get(f"{LIST}{contact.pk}/", {"expand": "owner,attendees"})
    assert (one.json()["owner"], one.json()["attendees"]) == (None, [])


def test_nothing_is_found_by_what_is_hidden(contact: Touchpoint, msl: User, stakeholder: Stakeholder) -> None:
    filters: list[dict[str, Any]] = [{"owner": msl.pk}, {"stakeholder": stakeholder.pk}, {"text": "Müller"}]
    web = connect("commercial")
    assert [len(results(web, **asked)) for asked in filters] == [1, 1, 1]
    in_force({"viewer": "commercial", "who": "function", "whom": "account"})
    assert [len(results(web, **asked)) for asked in filters] == [0, 0, 0]
    medical = connect("medical")
    assert [len(results(medical, **asked)) for asked in filters] == [1, 1, 1]


@pytest.mark.parametrize(
    ("when", "first", "last"), [("day", "2026-03-12", "2026-03-12"), ("week", "2026-03-09", "2026-03-15")]
)
def test_a_hidden_time_cannot_be_narrowed_down(when: str, first: str, last: str, contact: Touchpoint) -> None:
    in_force({"viewer": "commercial", "when": when})
    web = connect("commercial")
    start = datetime.fromisoformat(f"{first}T00:00:00+00:00")
    moment = start
    while moment < datetime.fromisoformat(f"{last}T22:00:00+00:00"):
        assert results(web, starts_at__gte=moment.isoformat()), moment
        moment += timedelta(hours=5)
        assert results(web, starts_at__lt=moment.isoformat()), moment
    Touchpoint.objects.update(updated_at=MOMENT)
    assert results(web, updated_since="2026-03-15T00:00:00Z"), "when the row was changed tells the time, too"
    assert not results(web, updated_since="2026-03-16T00:00:00Z")


def test_order_and_cursors_carry_the_day_alone(
    msl: User, kam: User, details: Callable[..., dict[str, Any]]
) -> None:
    """Own contacts around a hidden one would else tell its time."""
    keys = []
    for hour in (8, 9, 10, 11, 12, 13):
        by = msl if hour % 2 else kam
        at = MOMENT.replace(hour=hour)
        keys.append(str(plan_touchpoint(by=by, id=new_id(), **details(starts_at=at)).pk))
    Touchpoint.objects.filter(pk=keys[1]).update(starts_at=MOMENT.replace(hour=15))
    in_force({"viewer": "commercial", "when": "day"})
    web, seen, url = connect("commercial"), [], f"{LIST}?ordering=starts_at&page_size=2"
    while url:
        answer = web.get(url).json()
        seen += [item["id"] for item in answer["results"]]
        url = answer["next"]
        assert "15:47" not in str(answer)
    assert seen == sorted(keys)
