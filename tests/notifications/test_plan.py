"""Who is mailed what, when, and what shares one mail: by what people chose, and without a flood."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from apps.core.models import new_id
from apps.firewall.roles import role_taken
from apps.firewall.sides import WEB_LOGIN
from apps.notifications.actions import cancel_messages
from apps.notifications.delivery import deliver_batch
from apps.notifications.groups import KINDS, group_of
from apps.notifications.models import Choice, Message, QuietTime
from apps.notifications.quiet import Wishes
from apps.users.models import User
from tests.factories import UserFactory
from tests.queueing import tell

State, Kind = Message.State, Message.Kind


@pytest.fixture
def person(db: None) -> User:
    return UserFactory(first_name="Zoë", time_zone="Europe/Berlin")


def message(person: User, kind: str = "log_due", minutes: int = 1, **fields: Any) -> Message:
    """One that fell due some minutes ago."""
    return Message.objects.create(
        recipient=person,
        kind=kind,
        cause_id=new_id(),
        occasion="due",
        link=f"/interactions/?a=1&kind={kind}",
        due_at=timezone.now() - timedelta(minutes=minutes),
        **fields,
    )


def deliver() -> None:
    """As the worker does it."""
    with role_taken(WEB_LOGIN):
        while deliver_batch():
            pass


def states() -> list[str]:
    return list(
        Message.objects.exclude(kind=Kind.SUMMARY).order_by("due_at", "pk").values_list("state", flat=True)
    )


def wishes(quiet: dict[str, Any], calendar: str = "") -> Wishes:
    return Wishes(ZoneInfo("Europe/Berlin"), calendar, QuietTime(**quiet))


NIGHT = {"quiet_from": time(20), "quiet_until": time(7)}
NOON = {"quiet_from": time(12), "quiet_until": time(13)}
OFF = {"is_quiet_on_days_off": True}


@pytest.mark.parametrize(
    ("quiet", "calendar", "moment", "expected"),
    [
        (NIGHT, "", "2026-11-24 19:59", "2026-11-24 19:59"),
        (NIGHT, "", "2026-11-24 20:00", "2026-11-25 07:00"),
        (NIGHT, "", "2026-11-25 06:59", "2026-11-25 07:00"),
        (NIGHT, "", "2026-11-25 07:00", "2026-11-25 07:00"),
        (NOON, "", "2026-11-24 12:30", "2026-11-24 13:00"),
        (OFF, "", "2026-11-28 10:00", "2026-11-30 08:00"),
        (OFF, "DE", "2026-12-25 10:00", "2026-12-28 08:00"),
        (OFF, "", "2026-12-25 10:00", "2026-12-25 10:00"),
        (NIGHT | OFF, "", "2026-11-27 21:00", "2026-11-30 07:00"),
        # The clocks go forward on 29 March 2026 at 2:00, back on 25 October at 3:00.
        (NIGHT, "", "2026-03-28 23:00", "2026-03-29 07:00"),
        (NIGHT, "", "2026-10-24 23:00", "2026-10-25 07:00"),
        ({"quiet_from": time(1), "quiet_until": time(2, 30)}, "", "2026-03-29 01:30", "2026-03-29 03:30"),
        ({"quiet_from": time(1), "quiet_until": time(2, 30)}, "", "2026-10-25 01:30", "2026-10-25 02:30"),
    ],
)
def test_quiet_time_ends(quiet: dict[str, Any], calendar: str, moment: str, expected: str) -> None:
    zone = ZoneInfo("Europe/Berlin")
    at = datetime.fromisoformat(moment).replace(tzinfo=zone).astimezone(UTC)
    found = wishes(quiet, calendar).awake(at)
    assert f"{found.astimezone(zone):%Y-%m-%d %H:%M}" == expected


def test_a_quiet_night_is_an_hour_shorter_and_longer_with_the_clocks() -> None:
    nights = ((3, 28), (3, 29), (10, 24), (10, 25))
    ends = [wishes(NIGHT).awake(datetime(2026, *night, 22, tzinfo=UTC)) for night in nights]
    assert [end.hour for end in ends] == [5, 5, 6, 6]


@pytest.mark.parametrize(
    ("due", "expected"),
    [("2026-11-24 07:30", "2026-11-24 08:00"), ("2026-11-24 08:30", "2026-11-25 08:00")],
)
def test_the_mail_of_the_day_goes_in_the_morning(due: str, expected: str) -> None:
    zone = ZoneInfo("Europe/Berlin")
    at = datetime.fromisoformat(due).replace(tzinfo=zone).astimezone(UTC)
    daily = Wishes(zone, hows={"contacts": "daily"})
    found = daily.mail_at(Message(kind="log_due", due_at=at))
    assert f"{found.astimezone(zone):%Y-%m-%d %H:%M}" == expected


#: Kinds that are "everything else" on purpose: a mail that tells of several messages is itself told nowhere.
UNGROUPED = {"summary"}


def test_every_kind_has_a_group_and_none_has_two() -> None:
    listed = [kind for kinds in KINDS.values() for kind in kinds]
    assert len(listed) == len(set(listed))
    assert set(listed) == set(Message.Kind) - UNGROUPED
    assert group_of("factor_reset") == "security"


def test_few_messages_are_mails_of_their_own(person: User) -> None:
    tell(person, 5)
    deliver()
    assert (len(mail.outbox), set(states())) == (5, {State.SENT})


def test_many_at_once_are_one_mail(person: User) -> None:
    """A timetable that was off for a weekend."""
    for number in range(12):
        message(person, minutes=60 * number)
    message(person, "commitment_due")
    tell(UserFactory(), 2)
    deliver()
    summary = Message.objects.get(kind=Kind.SUMMARY)
    assert Message.objects.filter(state=State.GROUPED, told_in=summary).count() == 13
    (sent,) = [one for one in mail.outbox if person.email in one.to[0]]
    assert "A contact is to be logged (12)" in sent.body
    assert "A promise is due today (1)" in sent.body
    assert sent.body.count("/interactions/?a=1&kind=") == 11
    assert len(mail.outbox) == 3
    deliver()
    assert len(mail.outbox) == 3


def test_a_second_flood_is_told_too(person: User) -> None:
    for _time in range(2):
        tell(person, 6)
        deliver()
    assert (len(mail.outbox), set(states())) == (2, {State.GROUPED})


def test_what_is_urgent_is_never_put_together(person: User) -> None:
    tell(person, 9)
    message(person, "factor_reset")
    deliver()
    assert sorted(one.subject for one in mail.outbox) == [
        "Several notifications wait for you",
        "Your second factor was reset",
    ]


def test_what_may_have_arrived_is_sent_again_by_itself(person: User) -> None:
    """Its Message-ID is the old one, by which a mail program knows it; in a grouped mail it would look new."""
    in_doubt = message(person, attempts=1, trying_since=timezone.now())
    tell(person, 6)
    deliver()
    assert len(mail.outbox) == 2
    in_doubt.refresh_from_db()
    assert (in_doubt.state, in_doubt.is_possibly_repeated) == (State.SENT, True)


def test_a_grouped_mail_with_nothing_left_is_not_sent(person: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    tell(person, 6)
    deliver()
    for row in Message.objects.filter(state=State.GROUPED):
        cancel_messages(causes=[row.cause_id], kinds=[Kind.LOG_DUE])
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Message.objects.update(claimed_until=None)
    deliver()
    assert mail.outbox == []
    assert Message.objects.get(kind=Kind.SUMMARY).state == State.CANCELLED


def test_quiet_hours_hold_the_mail_and_not_the_bell(person: User) -> None:
    here = timezone.now().astimezone(ZoneInfo(person.time_zone))
    begin, end = (here - timedelta(hours=1)).time(), (here + timedelta(hours=1)).time()
    QuietTime.objects.create(user=person, quiet_from=begin, quiet_until=end)
    held = message(person)
    message(person, "factor_reset")
    deliver()
    assert [one.subject for one in mail.outbox] == ["Your second factor was reset"]
    held.refresh_from_db()
    assert (held.state, held.attempts, held.last_error) == (State.WAITING, 0, "")
    assert held.claimed_until is not None
    assert timedelta(minutes=55) < held.claimed_until - timezone.now() < timedelta(minutes=61)
    assert Message.objects.visible_to(person).told().count() == 2


@pytest.mark.parametrize(
    ("how", "state", "told"),
    [("bell", State.BELL, 1), ("off", State.CANCELLED, 0), ("at_once", State.SENT, 1)],
)
def test_what_was_chosen_decides(how: str, state: str, told: int, person: User) -> None:
    Choice.objects.create(user=person, group="contacts", how=how)
    message(person)
    assert Message.objects.visible_to(person).told().count() == told
    deliver()
    assert states() == [state]
    assert len(mail.outbox) == (how == "at_once")
    assert Message.objects.visible_to(person).told().count() == told


def test_the_mail_of_the_day_tells_all_in_one(person: User) -> None:
    Choice.objects.create(user=person, group="contacts", how="daily")
    for _number in range(3):
        message(person, minutes=60 * 30)
    deliver()
    assert (len(mail.outbox), set(states())) == (1, {State.GROUPED})


def test_what_was_read_in_the_bell_needs_no_mail(person: User) -> None:
    message(person, read_at=timezone.now())
    deliver()
    assert (mail.outbox, states()) == ([], [State.BELL])


def test_the_number_of_statements_does_not_grow_with_the_people(
    db: None, django_assert_max_num_queries: Any
) -> None:
    for person in [UserFactory() for _number in range(20)]:
        Choice.objects.create(user=person, group="contacts", how="bell")
        message(person)
    with django_assert_max_num_queries(20):
        deliver()
    assert set(states()) == {State.BELL}
