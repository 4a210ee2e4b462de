"""The radar: the same envelopes for every function, found by name, function, state, channel and day."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.coordination.actions import change_touchpoint, hold_touchpoint, plan_touchpoint
from apps.coordination.envelopes import entry_of_envelope
from apps.coordination.models import Touchpoint
from apps.core.models import new_id
from apps.users.models import User
from tests.coordination.test_policies import SEE_CONTACTS
from tests.factories import AccountFactory, StakeholderFactory
from tests.personas import PERSONAS, WebClient

Details = Callable[..., dict[str, Any]]


@pytest.fixture
def visit(kam: User, details: Details) -> Touchpoint:
    """A held visit of `kam`, elsewhere and with somebody else."""
    elsewhere = {"account": AccountFactory(name="Seaside Clinic"), "channel": "face_to_face"}
    made = plan_touchpoint(
        by=kam, id=new_id(), **details(stakeholders=[StakeholderFactory(last_name="Zander")], **elsewhere)
    )
    return hold_touchpoint(by=kam, touchpoint=made)


def found(client: WebClient, **filters: str) -> list[Touchpoint]:
    rows: list[Touchpoint] = client.get("/contacts/", filters).context["page"].rows
    return rows


def test_what_is_near_now_stands_first(
    msl: User, details: Details, sign_in: Callable[[User], WebClient]
) -> None:
    now = timezone.now()
    made = {
        days: plan_touchpoint(by=msl, id=new_id(), **details(starts_at=now + timedelta(days=days)))
        for days in (90, 2, -30, -1)
    }
    client = sign_in(msl)
    context = client.get("/contacts/").context
    assert list(context["coming"]) == [made[2], made[90]]
    assert context["page"].rows == [made[-1], made[-30]]
    assert found(client, sort="start") == [made[-30], made[-1], made[2], made[90]]
    far = client.get("/contacts/", {"start": (now + timedelta(days=60)).date().isoformat()}).context
    assert (list(far["coming"]), far["page"].rows) == ([made[90]], [])


@pytest.mark.parametrize("name", PERSONAS)
def test_who_opens_it(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient], touchpoint: Touchpoint
) -> None:
    client = sign_in(persona(name))
    sees = name in SEE_CONTACTS
    assert client.get("/contacts/").status_code == (200 if sees else 403)
    assert client.get(touchpoint.get_absolute_url()).status_code == (200 if sees else 404)


@pytest.mark.parametrize("name", ["msl", "kam", "compliance"])
def test_every_function_sees_the_same(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient], touchpoint: Touchpoint,
    visit: Touchpoint,
) -> None:  # fmt: skip
    assert set(found(sign_in(persona(name)))) == {touchpoint, visit}


@pytest.mark.parametrize(
    ("filters", "is_mine", "is_theirs"),
    [
        ({"text": "seaside"}, False, True),
        ({"text": "zander"}, False, True),
        ({"text": "muller ana"}, True, False),
        ({"text": "nobody"}, False, False),
        ({"function": "medical"}, True, False),
        ({"state": "held"}, False, True),
        ({"channel": "phone"}, True, False),
        ({"function": "commercial", "state": "planned"}, False, False),
    ],
)
def test_filters(
    filters: dict[str, str], is_mine: bool, is_theirs: bool, msl: User, touchpoint: Touchpoint, visit: Touchpoint,
    sign_in: Callable[[User], WebClient],
) -> None:  # fmt: skip
    rows = found(sign_in(msl), **filters)
    assert (touchpoint in rows, visit in rows) == (is_mine, is_theirs)


def test_days_are_those_of_the_user(
    msl: User, touchpoint: Touchpoint, sign_in: Callable[[User], WebClient]
) -> None:
    """23:30 in London is half past midnight of the next day in Berlin, where `msl` works."""
    Touchpoint.objects.update(starts_at=datetime.fromisoformat("2026-01-10T23:30:00+00:00"))
    client = sign_in(msl)
    assert found(client, start="2026-01-11", end="2026-01-11") == [touchpoint]
    assert found(client, end="2026-01-10") == []
    assert found(client, start="2026-01-12") == []


def test_who_was_taken_off_does_not_lead_to_the_contact(
    msl: User, touchpoint: Touchpoint, details: Details, sign_in: Callable[[User], WebClient]
) -> None:
    change_touchpoint(
        by=msl, touchpoint=touchpoint, **details(stakeholders=[StakeholderFactory(last_name="New")])
    )
    client = sign_in(msl)
    assert found(client, text="Müller") == []
    assert found(client, text="New") == [touchpoint]


def test_one_s_own_function_is_not_told_that_the_other_side_is_locked(
    msl: User, kam: User, touchpoint: Touchpoint
) -> None:
    assert (entry_of_envelope(kam, touchpoint).is_locked, entry_of_envelope(msl, touchpoint).is_locked) == (
        True,
        False,
    )
