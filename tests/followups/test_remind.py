"""Reminders: before the day, on it, while it is overdue, to the manager; each told once, none after it is kept."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.followups import actions
from apps.followups.handing_over import hand_over_pending
from apps.followups.models import Commitment
from apps.followups.overdue import tell_overdue
from apps.followups.review import tell_of_reviews
from apps.notifications.models import Message
from apps.users.models import Team, User
from tests.factories import StakeholderFactory, UserFactory

#: A Wednesday morning in Berlin.
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def boss(manager: User, team: Team) -> User:
    """The manager of the liaison's team, set as such."""
    Team.objects.filter(pk=team.pk).update(manager=manager)
    return manager


def told(*, kind: str = "", state: str = "waiting") -> list[tuple[str, str]]:
    """Kind and occasion of the messages in a state."""
    found = Message.objects.filter(state=state).order_by("due_at", "kind")
    return [(row.kind, row.occasion) for row in found if not kind or row.kind == kind]


def sweep(now: datetime | None = None) -> None:
    """As the worker does, on the medical side."""
    with acting_as(Side.MEDICAL):
        tell_overdue(now)


def test_before_and_on_the_day(make: Callable[..., Commitment]) -> None:
    make(in_days=5)  # a Monday
    assert told() == [("commitment_soon", "2026-11-27"), ("commitment_due", "2026-11-30")]


def test_the_morning_is_the_owners(make: Callable[..., Commitment], msl: User) -> None:
    User.objects.filter(pk=msl.pk).update(time_zone="America/New_York")
    msl.refresh_from_db()
    make(by=msl, in_days=5)
    due = Message.objects.get(kind="commitment_due")
    assert due.due_at == datetime(2026, 11, 30, 13, tzinfo=UTC)


def test_the_morning_stays_at_eight_when_clocks_change(make: Callable[..., Commitment], msl: User) -> None:
    User.objects.filter(pk=msl.pk).update(time_zone="Europe/Berlin")
    msl.refresh_from_db()
    make(by=msl, due_on=date(2027, 3, 29))  # the day after the change
    due_at = Message.objects.get(kind="commitment_due").due_at
    soon_at = Message.objects.get(kind="commitment_soon").due_at
    assert (soon_at.hour, due_at.hour) == (7, 6)


@pytest.mark.parametrize(
    ("calendar", "soon"), [("", "2026-12-25"), ("DE", "2026-12-24"), ("PL", "2026-12-23")]
)
def test_the_day_before_is_worked_where_the_owner_is(
    make: Callable[..., Commitment], msl: User, calendar: str, soon: str
) -> None:
    User.objects.filter(pk=msl.pk).update(calendar=calendar)
    msl.refresh_from_db()
    make(due_on=date(2026, 12, 28))  # the Monday after Christmas
    assert told()[0] == ("commitment_soon", soon)


def test_nothing_overdue_is_told_on_a_holiday(make: Callable[..., Commitment], msl: User) -> None:
    User.objects.filter(pk=msl.pk).update(calendar="DE")
    make(in_days=-1)
    sweep(datetime(2026, 12, 25, 9, tzinfo=UTC))
    assert told() == []


def test_holidays_do_not_count_for_the_manager(
    boss: User, msl: User, make: Callable[..., Commitment]
) -> None:
    User.objects.filter(pk=msl.pk).update(calendar="DE")
    make(due_on=date(2026, 12, 23))
    sweep(datetime(2026, 12, 28, 9, tzinfo=UTC))  # without holidays it were the third working day
    assert told(kind="commitments_escalated") == []
    sweep(datetime(2026, 12, 30, 9, tzinfo=UTC))
    assert told(kind="commitments_escalated") == [("commitments_escalated", "2026-12-30")]


@pytest.mark.parametrize("step", ["keep", "cancel"])
def test_what_is_closed_is_not_reminded_of(msl: User, make: Callable[..., Commitment], step: str) -> None:
    commitment = make()
    if step == "keep":
        actions.keep_commitment(by=msl, commitment=commitment, evidence="Sent.")
    else:
        actions.cancel_commitment(by=msl, commitment=commitment, reason="Moved.")
    assert told() == []


def test_a_moved_promise_moves_its_reminders(msl: User, make: Callable[..., Commitment]) -> None:
    commitment = make()
    start = actions.values_of(commitment)
    from apps.core.merging import snapshot

    actions.change_commitment(
        by=msl, commitment=commitment, before=snapshot(start), values=start | {"due_on": date(2026, 12, 2)}
    )
    assert told() == [("commitment_soon", "2026-12-01"), ("commitment_due", "2026-12-02")]


def test_a_snoozed_one_waits(msl: User, make: Callable[..., Commitment]) -> None:
    actions.snooze_commitment(by=msl, commitment=make(in_days=1), until=date(2026, 12, 4))
    assert told() == [("commitment_due", "2026-12-04")]
    sweep(NOW + timedelta(days=5))
    assert told(kind="commitments_overdue") == []


def test_the_receiver_is_reminded_and_the_giver_is_not(msl: User, make: Callable[..., Commitment]) -> None:
    colleague = UserFactory(role="msl", team=msl.team)
    actions.hand_over_commitment(by=msl, commitment=make(), to=colleague)
    assert set(Message.objects.filter(state="waiting").values_list("recipient", flat=True)) == {colleague.pk}
    assert ("commitment_given", "2") in told()


def test_what_is_overdue_is_told_once_a_day_whatever_it_is(
    msl: User, make: Callable[..., Commitment]
) -> None:
    for _number in range(3):
        make(in_days=-1)
    sweep()
    sweep()
    assert told() == [("commitments_overdue", "2026-11-25")]
    sweep(NOW + timedelta(days=1))
    assert told() == [("commitments_overdue", "2026-11-25"), ("commitments_overdue", "2026-11-26")]


def test_a_weekend_without_a_timetable_is_no_flood(make: Callable[..., Commitment]) -> None:
    make(in_days=-1)
    sweep(datetime(2026, 11, 28, 9, tzinfo=UTC))  # Saturday
    assert told() == []
    sweep(datetime(2026, 11, 30, 9, tzinfo=UTC))
    assert told() == [("commitments_overdue", "2026-11-30")]


def test_nobody_is_told_before_the_morning(make: Callable[..., Commitment]) -> None:
    make(in_days=-1)
    sweep(datetime(2026, 11, 26, 5, tzinfo=UTC))
    assert told() == []


def test_the_manager_is_told_after_three_working_days(boss: User, make: Callable[..., Commitment]) -> None:
    make(in_days=-2)
    sweep()
    assert told(kind="commitments_escalated") == []
    sweep(NOW + timedelta(days=1))
    assert told(kind="commitments_escalated") == [("commitments_escalated", "2026-11-26")]
    assert Message.objects.get(kind="commitments_escalated").recipient == boss


def test_the_sweep_costs_as_much_for_many_as_for_few_of_one_person(make: Callable[..., Commitment]) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            sweep()
        return len(captured)

    make(in_days=-1)
    sweep()
    few = cost()
    for _number in range(20):
        make(in_days=-1)
    assert cost() == few


def test_the_sweep_costs_as_much_for_many_people_as_for_one(
    boss: User, msl: User, make: Callable[..., Commitment]
) -> None:
    def cost(people: int) -> list[int]:
        """Of telling, and of a sweep that has nothing left to tell."""
        for person in UserFactory.create_batch(people, role="msl", team=msl.team):
            row = make(in_days=-5)
            Commitment.objects.filter(pk=row.pk).update(owner=person)
        Message.objects.all().delete()
        counts = []
        for _time in range(2):
            with CaptureQueriesContext(connection) as captured:
                sweep()
            counts.append(len(captured))
        return counts

    few = cost(1)
    assert [cost(9), cost(10)] == [few, few]
    assert (len(told(kind="commitments_overdue")), len(told(kind="commitments_escalated"))) == (20, 1)
    assert few[1] < few[0]


def test_the_sweep_for_reviews_costs_as_much_for_many_as_for_one(make: Callable[..., Commitment]) -> None:
    def cost(people: int) -> int:
        for person in StakeholderFactory.create_batch(people, do_not_contact=True):
            make(stakeholder=StakeholderFactory(), in_days=5)
            Commitment.objects.filter(stakeholder__do_not_contact=False).update(stakeholder=person)
        with acting_as(Side.MEDICAL), CaptureQueriesContext(connection) as captured:
            tell_of_reviews()
        return len(captured)

    few = cost(1)
    assert [cost(9), cost(10)] == [few, few]
    assert len(told(kind="commitments_review")) == 20


def test_handing_over_costs_as_much_for_many_as_for_one(msl: User, make: Callable[..., Commitment]) -> None:
    colleagues = UserFactory.create_batch(3, role="msl", team=msl.team)

    def cost(count: int, person: User, to: User) -> int:
        for _number in range(count):
            row = make()
            Commitment.objects.filter(pk=row.pk).update(owner=person)
        with acting_as(Side.MEDICAL), CaptureQueriesContext(connection) as captured:
            hand_over_pending(person=person, to=to)
        return len(captured)

    few = cost(1, msl, colleagues[0])
    assert [cost(9, *colleagues[:2]), cost(10, *colleagues[1:])] == [few, few]
    assert set(Commitment.objects.values_list("owner", flat=True)) == {colleagues[2].pk}
    assert Message.objects.filter(state="waiting", recipient=colleagues[2]).count() == 40


def test_messages_hold_no_word_of_it(make: Callable[..., Commitment]) -> None:
    from apps.notifications.mails import mail_for

    make(what="Canary of the abstract", in_days=-1), make(what="Canary of the abstract")
    sweep()
    for message in Message.objects.select_related("recipient"):
        mail = mail_for(message)
        assert "Canary" not in f"{mail.subject} {mail.body} {mail.alternatives}"
        assert timezone.is_aware(message.due_at)


def test_a_manager_sees_on_the_first_page_what_is_late_in_the_team(
    msl: User, manager: User, sign_in: Any, make: Any
) -> None:
    User.objects.filter(pk=manager.pk).update(team=msl.team)
    make(in_days=-2, what="Send the late poster")
    make(in_days=2, what="Send the early poster")
    page = sign_in(manager).get("/", follow=True).content.decode()
    assert "Overdue in my team" in page
    assert "Send the late poster" in page
    assert "Send the early poster" not in page
    assert "whose=team&amp;due=overdue" in page
    assert "Overdue in my team" not in sign_in(msl).get("/", follow=True).content.decode()
