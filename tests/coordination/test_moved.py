"""An account put elsewhere in the tree: collisions that it ended are closed, those that it made are found and told."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.coordination import moved
from apps.coordination.tasks import look_around_moves
from apps.directory.actions import edit_account, move_account
from apps.directory.models import Account
from apps.notifications.models import Message
from apps.users.models import User
from tests.coordination.around import Details, pairs, plan
from tests.factories import AccountFactory, StakeholderFactory


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    cache.delete(moved.MARK)
    yield
    cache.delete(moved.MARK)


@pytest.fixture
def ward() -> Account:
    """Below a clinic that is part of nothing."""
    found: Account = AccountFactory(parent=AccountFactory())
    return found


def elsewhere(by: User, details: Details, account: Account, **changes: Any) -> Any:
    return plan(by, details, account=account, stakeholders=[StakeholderFactory()], **changes)


def put(account: Account | None, parent: Account | None, by: User) -> None:
    assert account
    account.refresh_from_db()
    move_account(by=by, account=account, parent=parent)


def told() -> set[User]:
    return {row.recipient for row in Message.objects.filter(kind="collision_found", state="waiting")}


def test_what_comes_under_one_roof_is_found_and_told(
    msl: User, kam: User, account: Account, ward: Account, details: Details
) -> None:
    one, other = elsewhere(msl, details, ward), elsewhere(kam, details, account)
    look_around_moves()
    assert pairs() == []
    put(ward.parent, account, msl)
    look_around_moves()
    assert (pairs(), told()) == ([{one.pk, other.pk}], {msl, kam})


def test_what_no_longer_belongs_together_is_closed(
    msl: User, kam: User, account: Account, ward: Account, details: Details
) -> None:
    put(ward.parent, account, msl)
    elsewhere(msl, details, ward), elsewhere(kam, details, account)
    assert len(pairs()) == 1
    put(ward.parent, None, msl)
    look_around_moves()
    assert (pairs(), told()) == ([], set())


def test_it_is_told_once_however_often_it_is_looked(
    msl: User, kam: User, account: Account, ward: Account, details: Details
) -> None:
    elsewhere(msl, details, ward), elsewhere(kam, details, account)
    put(ward.parent, account, msl)
    for _time in range(3):
        look_around_moves()
        cache.delete(moved.MARK)
    assert (len(pairs()), Message.objects.filter(kind="collision_found").count()) == (1, 2)


def test_a_look_that_died_is_made_again(
    msl: User, kam: User, account: Account, ward: Account, details: Details, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere(msl, details, ward), elsewhere(kam, details, account)
    look_around_moves()
    put(ward, account, msl)
    with monkeypatch.context() as dying:
        dying.setattr(moved, "look_around_each", _die)
        with pytest.raises(KeyboardInterrupt):
            look_around_moves()
    look_around_moves()
    assert len(pairs()) == 1


def test_a_new_name_is_no_move(msl: User, ward: Account, details: Details) -> None:
    elsewhere(msl, details, ward)
    edit_account(by=msl, account=ward, before="", values={"name": ward.name})
    Account.objects.filter(pk=ward.pk).update(city="Elsewhere")
    with CaptureQueriesContext(
        connection,
    ) as statements:
        look_around_moves()
    assert not [one for one in statements if "coordination_touchpoint" in one["sql"]]


def _die(keys: Any) -> None:
    raise KeyboardInterrupt
