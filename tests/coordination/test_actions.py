"""Envelopes: planned once, changed by their owner only, and people are never lost from them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.coordination.actions import (
    cancel_touchpoint,
    change_touchpoint,
    hold_touchpoint,
    plan_touchpoint,
    record_touchpoint,
)
from apps.coordination.models import Touchpoint, TouchpointStakeholder
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.firewall.roles import acting_as
from apps.users.models import User
from tests.factories import AccountFactory, StakeholderFactory

Details = Callable[..., dict[str, Any]]
HELD = Touchpoint.State.HELD


def attending(touchpoint: Touchpoint) -> set[Stakeholder]:
    rows = touchpoint.attendees.filter(is_removed=False).select_related("stakeholder")
    return {row.stakeholder for row in rows}


def last_contact(thing: Any) -> datetime | None:
    found: datetime | None = type(thing).objects.get(pk=thing.pk).last_contact_at
    return found


# --- planning ---


@pytest.mark.parametrize(("name", "function"), [("msl", "medical"), ("kam", "commercial")])
def test_each_side_plans_under_its_own_role(
    name: str, function: str, persona: Callable[[str], User], details: Details, stakeholder: Stakeholder
) -> None:
    user = persona(name)
    with acting_as(user.side):
        planned = plan_touchpoint(by=user, id=new_id(), **details())
    planned.refresh_from_db()
    assert (planned.owner, planned.function, planned.state) == (user, function, "planned")
    assert attending(planned) == {stakeholder}


def test_a_plan_sent_twice_makes_one_envelope(msl: User, details: Details) -> None:
    key = new_id()
    first = plan_touchpoint(by=msl, id=key, **details())
    assert plan_touchpoint(by=msl, id=key, **details()) == first
    assert TouchpointStakeholder.objects.filter(touchpoint=first).count() == 1


def test_nobody_plans_over_somebody_elses_envelope(
    kam: User, touchpoint: Touchpoint, details: Details
) -> None:
    with pytest.raises(PermissionDenied, match="belongs to Mira Liaison"):
        plan_touchpoint(by=kam, id=touchpoint.pk, **details(stakeholders=[StakeholderFactory()]))
    assert Touchpoint.objects.get().owner == touchpoint.owner
    assert len(attending(touchpoint)) == 1


def test_who_does_not_wish_it_is_not_planned_with(msl: User, details: Details) -> None:
    with pytest.raises(PermissionDenied, match="asked not to be contacted"):
        plan_touchpoint(
            by=msl, id=new_id(), **details(stakeholders=[StakeholderFactory(do_not_contact=True)])
        )
    assert not Touchpoint.objects.exists()


# --- changing ---


def test_moving_a_contact_moves_its_attendances(
    msl: User, touchpoint: Touchpoint, details: Details, yesterday: datetime
) -> None:
    later = yesterday + timedelta(hours=3)
    change_touchpoint(by=msl, touchpoint=touchpoint, **details(starts_at=later, channel="email"))
    touchpoint.refresh_from_db()
    assert (touchpoint.starts_at, touchpoint.channel) == (later, "email")
    assert [row.starts_at for row in touchpoint.attendees.all()] == [later]


def test_who_leaves_is_marked_and_who_returns_is_unmarked(
    msl: User, touchpoint: Touchpoint, details: Details, stakeholder: Stakeholder
) -> None:
    other = StakeholderFactory()
    change_touchpoint(by=msl, touchpoint=touchpoint, **details(stakeholders=[other]))
    assert attending(touchpoint) == {other}
    assert touchpoint.attendees.get(stakeholder=stakeholder).is_removed
    change_touchpoint(by=msl, touchpoint=touchpoint, **details(stakeholders=[stakeholder, other]))
    assert attending(touchpoint) == {stakeholder, other}
    assert touchpoint.attendees.count() == 2


def test_who_was_there_stays_recorded_and_newcomers_are_asked(
    msl: User, touchpoint: Touchpoint, details: Details, stakeholder: Stakeholder
) -> None:
    Stakeholder.objects.filter(pk=stakeholder.pk).update(do_not_contact=True)
    stakeholder.refresh_from_db()
    change_touchpoint(by=msl, touchpoint=touchpoint, **details(channel="email"))
    newcomer = StakeholderFactory(do_not_contact=True)
    with pytest.raises(PermissionDenied, match="asked not to be contacted"):
        change_touchpoint(by=msl, touchpoint=touchpoint, **details(stakeholders=[stakeholder, newcomer]))


def test_an_unchanged_contact_keeps_its_revision(msl: User, touchpoint: Touchpoint, details: Details) -> None:
    before = touchpoint.revision
    change_touchpoint(by=msl, touchpoint=touchpoint, **details())
    touchpoint.refresh_from_db()
    assert touchpoint.revision == before


# --- holding and cancelling ---


def test_a_held_contact_is_remembered_by_people_and_place(
    msl: User, touchpoint: Touchpoint, stakeholder: Stakeholder, account: Account
) -> None:
    with acting_as(msl.side):
        hold_touchpoint(by=msl, touchpoint=touchpoint)
    assert Touchpoint.objects.get().state == HELD
    assert last_contact(stakeholder) == last_contact(account) == touchpoint.starts_at


@pytest.fixture
def newer(kam: User, details: Details, yesterday: datetime) -> Touchpoint:
    """Held later by the other side with the same person, in the same place."""
    made = plan_touchpoint(by=kam, id=new_id(), **details(starts_at=yesterday + timedelta(hours=5)))
    return hold_touchpoint(by=kam, touchpoint=made)


def test_an_earlier_contact_held_later_does_not_hide_the_newest(
    msl: User, touchpoint: Touchpoint, stakeholder: Stakeholder, account: Account, newer: Touchpoint
) -> None:
    hold_touchpoint(by=msl, touchpoint=touchpoint)
    assert last_contact(stakeholder) == last_contact(account) == newer.starts_at


def test_cancelling_the_newest_contact_brings_back_the_one_before(
    msl: User,
    kam: User,
    touchpoint: Touchpoint,
    stakeholder: Stakeholder,
    account: Account,
    newer: Touchpoint,
) -> None:
    hold_touchpoint(by=msl, touchpoint=touchpoint)
    with acting_as(kam.side):
        cancel_touchpoint(by=kam, touchpoint=newer)
    assert last_contact(stakeholder) == last_contact(account) == touchpoint.starts_at
    cancel_touchpoint(by=msl, touchpoint=touchpoint)
    assert last_contact(stakeholder) is last_contact(account) is None


def test_correcting_a_held_contact_corrects_when_people_and_places_were_met(
    kam: User,
    newer: Touchpoint,
    details: Details,
    stakeholder: Stakeholder,
    account: Account,
    yesterday: datetime,
) -> None:
    other, elsewhere, earlier = StakeholderFactory(), AccountFactory(), yesterday - timedelta(days=7)
    moved = details(starts_at=earlier, stakeholders=[other], account=elsewhere)
    change_touchpoint(by=kam, touchpoint=newer, **moved)
    assert last_contact(stakeholder) is last_contact(account) is None
    assert last_contact(other) == last_contact(elsewhere) == earlier


def test_a_contact_that_was_not_planned_is_held_at_once(
    msl: User, details: Details, stakeholder: Stakeholder, account: Account, newer: Touchpoint
) -> None:
    made = record_touchpoint(by=msl, **details())
    assert made.revision == 1
    assert (made.state, made.function) == (HELD, "medical")
    assert last_contact(stakeholder) == last_contact(account) == newer.starts_at


def test_who_may_not_be_contacted_was_not_met_either(msl: User, details: Details) -> None:
    with pytest.raises(PermissionDenied):
        record_touchpoint(by=msl, **details(stakeholders=[StakeholderFactory(do_not_contact=True)]))


def test_who_was_taken_off_was_not_met(
    msl: User, touchpoint: Touchpoint, details: Details, stakeholder: Stakeholder
) -> None:
    change_touchpoint(by=msl, touchpoint=touchpoint, **details(stakeholders=[StakeholderFactory()]))
    hold_touchpoint(by=msl, touchpoint=touchpoint)
    assert last_contact(stakeholder) is None


def test_holding_twice_changes_nothing(msl: User, touchpoint: Touchpoint) -> None:
    revision = hold_touchpoint(by=msl, touchpoint=touchpoint).revision
    assert hold_touchpoint(by=msl, touchpoint=touchpoint).revision == revision


def test_people_are_locked_in_one_order(
    msl: User, touchpoint: Touchpoint, details: Details, stakeholder: Stakeholder
) -> None:
    """Two colleagues who log the same people would else wait for each other."""
    change_touchpoint(
        by=msl, touchpoint=touchpoint, **details(stakeholders=[stakeholder, StakeholderFactory()])
    )
    with CaptureQueriesContext(connection) as asked:
        hold_touchpoint(by=msl, touchpoint=touchpoint)
    said = [query["sql"] for query in asked if "directory_stakeholder" in query["sql"]]
    updates = [number for number, sql in enumerate(said) if 'UPDATE "directory_stakeholder"' in sql]
    locks = [n for n, sql in enumerate(said) if 'ORDER BY "directory_stakeholder"."id" ASC FOR NO KEY' in sql]
    assert locks
    assert updates
    assert locks[0] < updates[0]


def test_a_cancelled_contact_stays_visible_and_final(
    msl: User, touchpoint: Touchpoint, details: Details
) -> None:
    cancel_touchpoint(by=msl, touchpoint=touchpoint)
    assert Touchpoint.objects.visible_to(msl).get().state == "cancelled"
    for action in (hold_touchpoint, cancel_touchpoint):
        with pytest.raises(PermissionDenied, match="was cancelled"):
            action(by=msl, touchpoint=touchpoint)
    with pytest.raises(PermissionDenied, match="was cancelled"):
        change_touchpoint(by=msl, touchpoint=touchpoint, **details())


@pytest.mark.parametrize("name", ["other_msl", "manager", "kam", "compliance"])
def test_nobody_else_touches_it(
    name: str, persona: Callable[[str], User], touchpoint: Touchpoint, details: Details
) -> None:
    user = persona(name)
    for action in (hold_touchpoint, cancel_touchpoint):
        with pytest.raises(PermissionDenied, match="belongs to"):
            action(by=user, touchpoint=touchpoint)
    with pytest.raises(PermissionDenied, match="belongs to"):
        change_touchpoint(by=user, touchpoint=touchpoint, **details())
    assert Touchpoint.objects.get().state == "planned"
