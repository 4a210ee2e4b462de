"""Two functions near the same people or account: found, written down once, told to both, closed when it is over."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.coordination.actions import cancel_touchpoint, change_touchpoint, hold_touchpoint
from apps.coordination.cautions import cautions_for
from apps.coordination.collisions import collision_days, meeting_of, near_keys, overlaps_of
from apps.coordination.models import (
    CollisionNotice,
    CollisionSeen,
    CollisionWindow,
    Touchpoint,
    TouchpointStakeholder,
)
from apps.coordination.noticing import see_collisions, unseen_of
from apps.coordination.open_collisions import collisions_at, collisions_of, collisions_with
from apps.coordination.queries import attending
from apps.directory.models import Account, Stakeholder
from apps.firewall.roles import acting_as
from apps.notifications.models import Message
from apps.users.models import User
from tests.coordination.around import Details, in_days, pairs, plan
from tests.coordination.disclosing import in_force
from tests.factories import AccountFactory, StakeholderFactory, UserFactory
from tests.personas import PERSONAS


def moved(touchpoint: Touchpoint, details: Details, **changes: Any) -> Touchpoint:
    values = details(starts_at=touchpoint.starts_at, account=touchpoint.account) | changes
    return change_touchpoint(by=touchpoint.owner, touchpoint=touchpoint, **values)


def told() -> list[tuple[User, str]]:
    rows = Message.objects.filter(kind="collision_found").select_related("recipient")
    return [(row.recipient, row.link) for row in rows.order_by("recipient__last_name")]


# --- what collides ---


@pytest.mark.parametrize(
    ("apart", "collides"), [(0, True), (6.9, True), (-6.9, True), (8.1, False), (-8.1, False)]
)
def test_within_seven_days_where_nobody_said_otherwise(
    apart: float, collides: bool, msl: User, kam: User, details: Details
) -> None:
    plan(msl, details, days=10)
    plan(kam, details, days=10 + apart)
    assert bool(pairs()) is collides


def test_by_the_week_where_no_more_is_told(msl: User, kam: User, details: Details) -> None:
    """Else whoever tries one day after the other learns from the warning which one it is."""
    plan(msl, details, days=30), plan(kam, details, days=30 + 12.9)
    assert pairs() == []
    in_force({"viewer": "commercial", "when": "week"})
    plan(UserFactory(role="kam"), details, days=30 + 7)
    plan(UserFactory(role="kam"), details, days=30 + 21)
    assert len(pairs()) == 1


def test_the_same_function_is_no_collision(msl: User, other_msl: User, details: Details) -> None:
    plan(msl, details), plan(other_msl, details)
    assert pairs() == []


def test_the_same_person_elsewhere_is_one(msl: User, kam: User, details: Details) -> None:
    plan(msl, details), plan(kam, details, account=AccountFactory())
    notice = CollisionNotice.objects.get()
    assert (notice.is_same_account, notice.is_same_person) == (False, True)


def test_others_in_the_same_account_are_one(msl: User, kam: User, details: Details) -> None:
    plan(msl, details), plan(kam, details, stakeholders=[StakeholderFactory()])
    notice = CollisionNotice.objects.get()
    assert (notice.is_same_account, notice.is_same_person) == (True, False)


def test_departments_of_one_hospital_collide_with_it_and_not_with_each_other(
    msl: User, kam: User, details: Details, account: Account
) -> None:
    one, other = AccountFactory(parent=account), AccountFactory(parent=account)
    below = plan(kam, details, account=one, stakeholders=[StakeholderFactory()])
    plan(msl, details, account=other)
    assert pairs() == []
    above = plan(msl, details)
    assert pairs() == [{below.pk, above.pk}]


def test_who_was_taken_off_and_what_was_cancelled_do_not_count(
    msl: User, kam: User, details: Details, stakeholder: Stakeholder
) -> None:
    elsewhere = {"account": AccountFactory()}
    visit = plan(kam, details, **elsewhere)
    moved(visit, details, stakeholders=[StakeholderFactory()])
    cancelled = plan(kam, details)
    cancel_touchpoint(by=kam, touchpoint=cancelled)
    plan(msl, details)
    assert pairs() == []


def test_who_was_met_lately_is_told_of_too(msl: User, kam: User, details: Details) -> None:
    held = plan(kam, details, days=-2)
    hold_touchpoint(by=kam, touchpoint=held)
    coming = plan(msl, details, days=2)
    assert pairs() == [{held.pk, coming.pk}]
    assert told() == [(kam, held.get_absolute_url()), (msl, coming.get_absolute_url())]


def test_nobody_is_warned_of_what_is_over_on_both_sides(msl: User, kam: User, details: Details) -> None:
    plan(kam, details, days=-2), plan(msl, details, days=-1)
    assert pairs() == []


# --- how many days ---


def test_the_nearest_account_upwards_says_how_many_days(
    msl: User, kam: User, details: Details, account: Account
) -> None:
    system = AccountFactory()
    account.parent = system
    account.save()
    CollisionWindow.objects.create(account=None, days=1)
    CollisionWindow.objects.create(account=system, days=20)
    assert collision_days(account)[0] == 20
    plan(msl, details), plan(kam, details, days=22)
    assert len(pairs()) == 1
    said = CollisionWindow.objects.create(account=account, days=2)
    assert collision_days(account) == (2, said)
    said.days = None
    said.save()
    assert collision_days(account)[0] == 20
    assert collision_days(AccountFactory())[0] == 1


def test_no_days_switch_the_warning_off(msl: User, kam: User, details: Details, account: Account) -> None:
    CollisionWindow.objects.create(account=account, days=0)
    plan(msl, details), plan(kam, details)
    assert pairs() == []


def test_of_two_distances_the_longer_counts_whoever_plans_first(
    msl: User, kam: User, details: Details, account: Account
) -> None:
    far = AccountFactory()
    CollisionWindow.objects.create(account=far, days=20)
    plan(msl, details, days=1), plan(kam, details, days=15, account=far)
    plan(kam, details, days=41, account=far), plan(msl, details, days=55)
    assert len(pairs()) == 2


# --- written down once, told once, closed ---


def test_both_are_told_once_with_a_link_to_their_own(msl: User, kam: User, details: Details) -> None:
    mine, theirs = plan(msl, details), plan(kam, details)
    assert told() == [(kam, theirs.get_absolute_url()), (msl, mine.get_absolute_url())]
    for starts_at in (in_days(3.1), in_days(3.2)):
        moved(mine, details, starts_at=starts_at)
    assert len(told()) == CollisionNotice.objects.count() + 1 == 2


def test_moving_away_closes_it_and_coming_back_is_another(msl: User, kam: User, details: Details) -> None:
    mine, theirs = plan(msl, details), plan(kam, details)
    moved(mine, details, starts_at=in_days(30))
    assert pairs() == []
    assert CollisionNotice.objects.get().closed_at is not None
    assert set(Message.objects.filter(kind="collision_found").values_list("state", flat=True)) == {
        "cancelled"
    }
    moved(mine, details, starts_at=in_days(4))
    assert pairs() == [{mine.pk, theirs.pk}]
    assert CollisionNotice.objects.count() == 2
    assert len(told()) == 4


def test_moving_from_one_to_another_tells_of_the_other(
    msl: User, kam: User, commercial_lead: User, details: Details
) -> None:
    plan(kam, details), plan(commercial_lead, details, days=40)
    mine = plan(msl, details)
    moved(mine, details, starts_at=in_days(41))
    assert len(pairs()) == 1
    assert [user for user, _link in told()].count(commercial_lead) == 1


def test_moving_to_another_account_closes_what_was_about_the_account(
    msl: User, kam: User, details: Details
) -> None:
    mine = plan(msl, details)
    plan(kam, details, stakeholders=[StakeholderFactory()])
    assert len(pairs()) == 1
    moved(mine, details, account=AccountFactory())
    assert pairs() == []
    assert set(Message.objects.filter(kind="collision_found").values_list("state", flat=True)) == {
        "cancelled"
    }


def test_moving_to_another_account_corrects_what_is_about_the_person(
    msl: User, kam: User, details: Details
) -> None:
    """Else a function that may not know whom others meet would go on being told, as if it were about the place."""
    in_force({"viewer": "commercial", "who": "person", "when": "time", "whom": "account"})
    mine = plan(msl, details)
    plan(kam, details)
    assert len(collisions_of(kam)) == 1
    moved(mine, details, account=AccountFactory())
    notice = CollisionNotice.objects.get()
    assert (notice.closed_at, notice.is_same_account, notice.is_same_person) == (None, False, True)
    assert (len(collisions_of(kam)), len(collisions_of(msl))) == (0, 1)
    assert len(told()) == 2, "told once"


def test_cancelling_closes_it(msl: User, kam: User, details: Details) -> None:
    plan(msl, details)
    cancel_touchpoint(by=kam, touchpoint=plan(kam, details))
    assert pairs() == []


def test_holding_the_contact_leaves_the_notice_open(msl: User, kam: User, details: Details) -> None:
    mine = plan(msl, details, days=-1)
    plan(kam, details, days=1)
    hold_touchpoint(by=msl, touchpoint=mine)
    moved(mine, details, starts_at=mine.starts_at - timedelta(hours=1))
    assert len(pairs()) == 1


# --- seen ---


@pytest.mark.parametrize("name", PERSONAS)
def test_only_the_two_say_that_they_have_seen_it(
    name: str, persona: Callable[[str], User], msl: User, kam: User, details: Details
) -> None:
    mine, theirs = plan(msl, details), plan(kam, details)
    user = persona(name)
    if name in {"msl", "kam"}:
        for _twice in range(2):
            see_collisions(by=user, touchpoint=mine, others={theirs.pk})
        assert CollisionSeen.objects.get().user == user
        assert unseen_of(user, mine) == []
    else:
        with pytest.raises(PermissionDenied, match="Only the two colleagues"):
            see_collisions(by=user, touchpoint=mine, others={theirs.pk})


def test_only_what_was_shown_is_seen(msl: User, kam: User, commercial_lead: User, details: Details) -> None:
    mine, theirs = plan(msl, details), plan(kam, details)
    plan(commercial_lead, details)
    see_collisions(by=msl, touchpoint=mine, others={theirs.pk})
    assert len(unseen_of(msl, mine)) == 1
    assert len(unseen_of(kam, theirs)) == 1


# --- reading ---


@pytest.mark.parametrize("name", PERSONAS)
def test_who_reads_them(
    name: str, persona: Callable[[str], User], msl: User, kam: User, details: Details, account: Account,
    stakeholder: Stakeholder,
) -> None:  # fmt: skip
    plan(msl, details), plan(kam, details)
    user = persona(name)
    sees = name not in {"safety", "administrator"}
    with acting_as(user.side):
        assert len(CollisionNotice.objects.visible_to(user)) == sees
    if sees:
        assert len(collisions_at(user, account)) == len(collisions_with(user, stakeholder)) == 1
        assert len(collisions_of(user)) == (name in {"msl", "kam"})


def test_what_is_over_is_not_shown(msl: User, kam: User, details: Details) -> None:
    plan(msl, details), plan(kam, details)
    Touchpoint.objects.update(starts_at=in_days(-1))
    assert collisions_of(msl) == []


# --- what it costs ---


def test_a_check_costs_the_same_beside_few_and_many(msl: User, kam: User, details: Details) -> None:
    mine = plan(msl, details)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            overlaps_of(meeting_of(mine))
        return len(asked)

    plan(kam, details)
    few = cost()
    for number in range(5):
        plan(UserFactory(role="kam"), details, stakeholders=[StakeholderFactory()], days=3 + number / 10)
    assert (few, cost()) == (4, 4)


def test_the_length_of_the_history_is_not_read(msl: User, kam: User, details: Details) -> None:
    """The plan reads as many rows beside 20 past contacts as beside 220 (`bench/collisions.py`: beside 100,000)."""
    mine = plan(msl, details)
    plan(kam, details)

    def rows_read() -> int:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE coordination_touchpoint, coordination_touchpointstakeholder")
            cursor.execute("SET LOCAL enable_seqscan = off")
        text = near_keys(meeting_of(mine)).explain(analyze=True)
        return max(int(float(number)) for number in re.findall(r"actual [^)]*rows=([\d.]+)", text))

    def history(count: int) -> None:
        values = details() | {"owner": kam, "function": "commercial", "state": "held"}
        people = values.pop("stakeholders")
        rows = [Touchpoint(**values | {"starts_at": in_days(-60 - number)}) for number in range(count)]
        Touchpoint.objects.bulk_create(rows)
        TouchpointStakeholder.objects.bulk_create(
            TouchpointStakeholder(touchpoint=row, stakeholder=people[0], starts_at=row.starts_at)
            for row in rows
        )

    history(20)
    few = rows_read()
    history(200)
    assert rows_read() <= few + 2


# --- what the disclosure policy hides ---


def test_whom_others_meet_is_not_told_by_a_warning(
    msl: User, kam: User, details: Details, account: Account
) -> None:
    in_force({"viewer": "medical", "who": "function", "when": "week", "whom": "account"})
    plan(kam, details)
    plan(kam, details, account=AccountFactory())
    mine = plan(msl, details)
    shown = [one for one in cautions_for(msl, account, attending(mine), mine.starts_at) if one.overlap]
    assert [str(caution.title) for caution in shown] == [
        "A commercial colleague (commercial) is also at Lindenhof Hospital"
    ]
    assert [row.other(mine).owner.email for row in collisions_of(msl)] == [""]
    assert len(collisions_of(kam)) == 2
    assert [user for user, _link in told()].count(msl) == 1
