"""When somebody was last met stands on shared rows: it says no more than both functions may know."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from apps.coordination.actions import cancel_touchpoint, hold_touchpoint, plan_touchpoint
from apps.coordination.models import DisclosurePolicy, Touchpoint
from apps.coordination.tasks import spread_disclosure
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.users.models import User
from tests.coordination.disclosing import in_force

Details = Callable[..., dict[str, Any]]
MOMENT = datetime(2026, 3, 12, 14, 47, tzinfo=UTC)
DAY, WEEK = datetime(2026, 3, 12, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC)
EARLIER = MOMENT - timedelta(days=30)


@pytest.fixture
def held(msl: User, details: Details) -> Callable[..., Touchpoint]:
    """A held medical contact, later than one a month before."""

    def made(at: datetime = MOMENT) -> Touchpoint:
        planned = plan_touchpoint(by=msl, id=new_id(), **details(starts_at=at))
        return hold_touchpoint(by=msl, touchpoint=planned)

    return made


def last(*rows: Any) -> list[datetime | None]:
    for row in rows:
        row.refresh_from_db()
    return [row.last_contact_at for row in rows]


@pytest.mark.parametrize(
    ("rule", "by_person", "by_account"),
    [
        ({}, MOMENT, MOMENT),
        ({"who": "function"}, MOMENT, MOMENT),
        ({"when": "day"}, DAY, DAY),
        ({"when": "week"}, WEEK, WEEK),
        ({"whom": "account"}, None, MOMENT),
        ({"whom": "account", "when": "week"}, None, WEEK),
    ],
)
def test_what_is_remembered_is_what_both_may_know(
    rule: dict[str, str], by_person: datetime | None, by_account: datetime, held: Callable[..., Touchpoint],
    stakeholder: Stakeholder, account: Account, msl: User,
) -> None:  # fmt: skip
    in_force({"viewer": "commercial"} | rule)
    contact = held()
    assert last(stakeholder, account) == [by_person, by_account]
    later = held(MOMENT + timedelta(days=60))
    cancel_touchpoint(by=msl, touchpoint=later)
    assert last(stakeholder, account) == [by_person, by_account], "read anew"
    cancel_touchpoint(by=msl, touchpoint=contact)
    assert last(stakeholder, account) == [None, None]


def test_a_rule_for_the_other_function_changes_nothing(
    held: Callable[..., Touchpoint], stakeholder: Stakeholder
) -> None:
    in_force({"viewer": "medical", "when": "week", "whom": "account"})
    held()
    assert last(stakeholder) == [MOMENT]


@pytest.mark.django_db(transaction=True)
def test_a_new_version_reaches_what_is_remembered_already(
    held: Callable[..., Touchpoint], stakeholder: Stakeholder, account: Account
) -> None:
    held()
    policy = in_force({"viewer": "commercial", "whom": "account", "when": "day"})
    spread_disclosure()
    assert last(stakeholder, account) == [None, DAY]
    spread = DisclosurePolicy.objects.get(pk=policy.pk).spread_at
    assert spread is not None
    spread_disclosure()
    assert DisclosurePolicy.objects.get(pk=policy.pk).spread_at == spread
    in_force()
    spread_disclosure()
    assert last(stakeholder, account) == [MOMENT, MOMENT]
