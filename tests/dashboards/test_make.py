"""Reports are made once per person and week: two timetables, restarts, a killed worker, a weekend off, who left."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext

from apps.dashboards import making
from apps.dashboards.actions import choose_report
from apps.dashboards.models import Edition
from apps.dashboards.tasks import make_reports
from apps.dashboards.weekly import WEEKLY
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.followups.actions import hand_over_commitment
from apps.followups.models import Commitment
from apps.needs.models import UnmetNeed
from apps.notifications.actions import queue_messages
from apps.notifications.mails import mail_for
from apps.notifications.models import Message
from apps.users.models import User
from tests.dashboards.conftest import FIRST, LAST, MONDAY, counts, sweep
from tests.factories import UserFactory

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def made() -> list[tuple[str, str]]:
    """E-mail of the person and first day of each edition."""
    found = Edition.objects.order_by("first_day", "person__email").values_list("person__email", "first_day")
    return [(email, first_day.isoformat()) for email, first_day in found]


def test_once_per_person_and_week(msl: User, manager: User, director: User, kam: User) -> None:
    for _sweep in range(3):
        sweep()
    assert {email for email, _day in made()} == {msl.email, manager.email}, "liaisons and their managers"
    assert Edition.objects.count() == Message.objects.count() == 2
    edition = Edition.objects.get(person=msl)
    assert (edition.first_day, edition.last_day) == (FIRST, LAST)
    message = Message.objects.get(recipient=msl)
    assert (message.kind, message.link) == ("report_ready", edition.get_absolute_url())
    assert message.due_at == MONDAY


def test_each_in_their_own_morning(msl: User, manager: User) -> None:
    User.objects.filter(pk=manager.pk).update(time_zone="America/New_York")
    sweep()
    assert [email for email, day in made() if day == "2026-11-16"] == [msl.email]
    sweep(MONDAY + timedelta(hours=6))
    assert len([email for email, day in made() if day == "2026-11-16"]) == 2


def test_only_the_latest_week_is_caught_up_with(msl: User) -> None:
    sweep(MONDAY - timedelta(days=21))
    sweep(MONDAY + timedelta(days=2, hours=9))
    assert [day for _email, day in made()] == ["2026-10-26", "2026-11-16"]


def test_who_left_or_came_later_or_wants_none_gets_none(msl: User) -> None:
    UserFactory(is_active=False, date_joined=LONG_AGO)
    UserFactory(date_joined=MONDAY + timedelta(days=1))
    unwilling = UserFactory(date_joined=LONG_AGO)
    choose_report(by=unwilling, report=WEEKLY, is_wanted=False)
    sweep(MONDAY + timedelta(days=2))
    assert made() == [(msl.email, "2026-11-16")]
    choose_report(by=unwilling, report=WEEKLY, is_wanted=True)
    sweep(MONDAY + timedelta(days=2))
    assert len(made()) == 2


def test_many_people_are_made_in_batches(msl: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "BATCH", 2)
    for _person in range(4):
        UserFactory(date_joined=LONG_AGO)
    assert [sweep() for _batch in range(4)] == [2, 2, 1, 0]
    assert Edition.objects.count() == 5


def test_a_full_batch_asks_for_the_next(
    msl: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    from apps.dashboards import tasks

    woken: list[int] = []
    monkeypatch.setattr(making, "BATCH", 1)
    monkeypatch.setattr(tasks, "BATCH", 1)
    monkeypatch.setattr(make_reports, "delay", lambda: woken.append(1))
    with django_capture_on_commit_callbacks(execute=True):
        make_reports()
    assert woken == [1]
    with django_capture_on_commit_callbacks(execute=True):
        make_reports()
    assert woken == [1]


def test_it_costs_the_same_for_many_people_as_for_few(
    msl: User, promised: Callable[..., Commitment], needed: Callable[..., UnmetNeed]
) -> None:
    def cost(people: int) -> int:
        for _person in range(people):
            somebody = UserFactory(team=msl.team, date_joined=LONG_AGO)
            promised(3, owner=somebody), needed(1, "open", recorded_by=somebody)
        with CaptureQueriesContext(connection) as captured:
            sweep()
        return len(captured)

    few = cost(2)
    Edition.objects.all().delete()
    assert cost(10) == few


def test_a_worker_that_dies_in_the_middle_leaves_nothing_half_done(
    msl: User, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = queue_messages

    def dies(tellings: Any) -> None:
        told(tellings)
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "queue_messages", dies)
    with pytest.raises(KeyboardInterrupt):
        sweep()
    assert not Edition.objects.exists()
    assert not Message.objects.exists()
    monkeypatch.setattr(making, "queue_messages", told)
    sweep()
    assert Edition.objects.count() == Message.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_timetables_at_once_make_one(msl: User, manager: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have chosen the people before either writes."""
    together, build = Barrier(2, timeout=60), making.contents_of

    def built(*args: object, **kwargs: object) -> object:
        contents = build(*args, **kwargs)  # type: ignore[arg-type]
        together.wait()
        return contents

    def run() -> int:
        try:
            return sweep()
        finally:
            connection.close()

    monkeypatch.setattr(making, "contents_of", built)
    with ThreadPoolExecutor(2) as pool:
        assert [future.result() for future in [pool.submit(run) for _run in range(2)]] == [2, 2]
    assert Edition.objects.count() == Message.objects.count() == 2


def test_the_database_takes_no_second_one_and_no_change(msl: User) -> None:
    sweep()
    edition = Edition.objects.get()
    days = {"first_day": edition.first_day, "last_day": edition.last_day}
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(person=msl, report="weekly", content={}, **days)
    for change in (
        lambda: Edition.objects.update(content={}),
        lambda: Edition.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(ProgrammingError), acting_as(Side.MEDICAL):
            change()


def test_the_mail_holds_a_link_and_nothing_else(msl: User, promised: Callable[..., Commitment]) -> None:
    promised(3)
    sweep()
    message = Message.objects.select_related("recipient").get()
    mail = mail_for(message)
    text = f"{mail.subject} {mail.body} {mail.alternatives}"
    assert Edition.objects.get().get_absolute_url() in text
    assert "abstract" not in text


# --- what stands in it ---


def test_my_promises(msl: User, promised: Callable[..., Commitment]) -> None:
    promised(-3), promised(2)  # overdue
    promised(7), promised(13), promised(14)  # two in the coming week
    promised(1, 1), promised(3, 5), promised(-9, 6), promised(30, 2)  # kept: in time, late, very late, early
    promised(2, -4)  # kept before the week in which it was due
    promised(4, 4, "cancelled"), promised(1, -2, "cancelled"), promised(-20, -10)
    promised(5, 8)  # kept this Tuesday, when the report came late: it was overdue on Sunday
    sweep(MONDAY + timedelta(days=2))
    assert counts(msl) == {
        "overdue": 3, "coming": 2, "were_due": 5, "in_time": 2, "kept": 4, "late": 2, "cancelled": 1,
    }  # fmt: skip


def test_promises_that_went_to_somebody_else(msl: User, promised: Callable[..., Commitment]) -> None:
    colleague = UserFactory(role="msl", team=msl.team, date_joined=LONG_AGO)
    now = datetime.now(ZoneInfo(msl.time_zone))
    monday = now + timedelta(days=7 - now.weekday())
    given, back = promised(400), promised(401)
    hand_over_commitment(by=msl, commitment=given, to=colleague)
    hand_over_commitment(by=msl, commitment=back, to=colleague)
    hand_over_commitment(by=colleague, commitment=back, to=msl)
    sweep(monday.replace(hour=12))
    content = Edition.objects.get(person=msl).content["promises"]
    assert content["given_away"] == {"count": 1, "keys": [str(given.pk)]}


def test_a_manager_reads_the_team_and_nobody_is_ranked(
    msl: User, manager: User, other_msl: User, promised: Callable[..., Commitment]
) -> None:
    promised(-3), promised(1, 1), promised(-3, owner=manager), promised(-3, owner=other_msl)
    sweep()
    assert counts(manager, "team_promises") == {"overdue": 1, "were_due": 1, "in_time": 1, "kept": 1}
    assert counts(manager) == {"overdue": 1}
    assert "team_promises" not in Edition.objects.get(person=msl).content


def test_needs(msl: User, manager: User, needed: Callable[..., UnmetNeed]) -> None:
    needed(3, "open"), needed(-40, "assigned", owner=msl), needed(2, "in_progress", owner=msl, answered_on=4)
    needed(1, "answered", owner=manager, answered_on=3), needed(9, "open")
    needed(-9, "met", owner=manager, answered_on=1, closed_on=5)
    needed(-90, "closed", owner=msl, closed_on=-20), needed(-5, "closed", owner=msl, closed_on=2)
    needed(0, "assigned", owner=msl, recorded_by=manager)
    sweep()
    assert counts(msl, "needs") == {
        "to_answer": 3, "ageing": 1, "unowned": 1, "to_ask": 1, "met": 1, "closed": 1,
    }  # fmt: skip
    assert counts(manager, "needs") == {"met": 1}


def test_an_empty_week_is_told_too(msl: User) -> None:
    sweep()
    assert counts(msl) == {}
    assert Edition.objects.get().content["promises"]["overdue"] == {"count": 0, "keys": []}
