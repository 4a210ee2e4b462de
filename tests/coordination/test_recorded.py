"""A contact that was over when it was recorded collides too: found in the background, told once."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from apps.coordination import recorded
from apps.coordination.actions import record_touchpoint
from apps.coordination.models import Touchpoint
from apps.coordination.noticing import notice_collisions
from apps.coordination.tasks import look_around
from apps.notifications.models import Message
from apps.users.models import User
from tests.coordination.around import Details, in_days, pairs, plan


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    cache.delete(recorded.MARK)
    yield
    cache.delete(recorded.MARK)


def record(by: User, details: Details, **changes: Any) -> Touchpoint:
    return record_touchpoint(by=by, **details(starts_at=in_days(-1), **changes))


def test_who_comes_next_is_told_of_what_was_yesterday(msl: User, kam: User, details: Details) -> None:
    coming = plan(kam, details, days=2)
    was = record(msl, details)
    assert pairs() == []
    look_around()
    assert pairs() == [{was.pk, coming.pk}]
    assert {row.recipient for row in Message.objects.filter(kind="collision_found")} == {msl, kam}


def test_it_is_told_once_however_often_it_is_looked(msl: User, kam: User, details: Details) -> None:
    plan(kam, details, days=2), record(msl, details)
    for _time in range(3):
        look_around()
        cache.delete(recorded.MARK)
    assert (len(pairs()), Message.objects.filter(kind="collision_found").count()) == (1, 2)


def test_a_look_that_died_is_made_again(
    msl: User, kam: User, details: Details, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(kam, details, days=2), record(msl, details)
    with monkeypatch.context() as dying:
        dying.setattr(recorded, "notice_collisions", _die)
        with pytest.raises(KeyboardInterrupt):
            look_around()
    look_around()
    assert len(pairs()) == 1


def test_what_was_committed_after_the_last_look_is_seen_by_the_next(
    msl: User, kam: User, details: Details
) -> None:
    look_around()
    plan(kam, details, days=2), record(msl, details)
    look_around()
    assert len(pairs()) == 1


def test_one_that_fails_holds_up_no_other(
    msl: User, kam: User, details: Details, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(kam, details, days=2)
    bad, good = record(msl, details), record(msl, details)

    def notice(touchpoint: Touchpoint) -> None:
        if touchpoint.pk == bad.pk:
            raise ValueError
        notice_collisions(touchpoint)

    monkeypatch.setattr(recorded, "notice_collisions", notice)
    look_around()
    assert [pair & {bad.pk, good.pk} for pair in pairs()] == [{good.pk}]


def test_nobody_is_told_of_two_contacts_that_are_over(msl: User, kam: User, details: Details) -> None:
    record(kam, details), record(msl, details)
    look_around()
    assert pairs() == []


def _die(touchpoint: Touchpoint) -> None:
    raise KeyboardInterrupt
