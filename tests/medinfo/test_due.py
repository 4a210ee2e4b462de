"""When an answer is due: a table of moments worked out by hand, with holidays, weekends and zones."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.models import new_id
from apps.core.working_hours import after_working_hours
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.medinfo import actions
from apps.medinfo.due import DEFAULTS, due_moment
from apps.medinfo.models import MedicalRequest, ResponseTime
from apps.medinfo.queries import response_times
from apps.medinfo.reminders import tell_of_due
from apps.notifications.models import Message
from apps.users.models import Team, User

BERLIN = ZoneInfo("Europe/Berlin")


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("asked", "country", "complexity", "due"),
    [
        # A Tuesday; five working days later is the Tuesday after.
        ("2026-11-10 10:00", "DE", "standard", "2026-11-17 17:00"),
        # A Friday evening counts from Friday.
        ("2026-11-13 22:00", "DE", "simple", "2026-11-17 17:00"),
        # 25 and 26 December are holidays in Germany (and the 26th is a Saturday).
        ("2026-12-23 09:00", "DE", "simple", "2026-12-28 17:00"),
        # 11 November is a holiday in France only.
        ("2026-11-09 09:00", "FR", "simple", "2026-11-12 17:00"),
        ("2026-11-09 09:00", "DE", "simple", "2026-11-11 17:00"),
        # Over the end of summer time, five o'clock stays five o'clock.
        ("2026-10-23 09:00", "DE", "simple", "2026-10-27 17:00"),
    ],
)
def test_days(draft: MedicalRequest, asked: str, country: str, complexity: str, due: str) -> None:
    draft.received_at, draft.country, draft.complexity = berlin(asked), country, complexity
    assert due_moment(draft) == berlin(due)


@pytest.mark.parametrize(
    ("asked", "hours", "due"),
    [
        ("2026-11-10 10:00", 4, "2026-11-10 14:00"),
        ("2026-11-10 15:00", 4, "2026-11-11 11:00"),
        ("2026-11-10 20:00", 8, "2026-11-11 17:00"),
        ("2026-11-10 06:00", 1, "2026-11-10 10:00"),
        # From a Friday afternoon over the weekend.
        ("2026-11-13 16:00", 2, "2026-11-16 10:00"),
        # Asked on a Sunday.
        ("2026-11-15 12:00", 3, "2026-11-16 12:00"),
        # Over Christmas: Thursday 24th has hours, the 25th to the 27th have none.
        ("2026-12-24 15:00", 4, "2026-12-28 11:00"),
    ],
)
def test_hours(asked: str, hours: int, due: str) -> None:
    assert after_working_hours(berlin(asked), hours, "DE") == berlin(due)


def test_a_rule_in_hours(draft: MedicalRequest) -> None:
    ResponseTime.objects.create(kind="medical", complexity="standard", amount=4, unit="hours")
    draft.received_at = berlin("2026-11-10 15:00")
    assert due_moment(draft) == berlin("2026-11-11 11:00")


def test_another_complexity_moves_it(answerer: User, in_work: MedicalRequest) -> None:
    before: Any = in_work.due_at
    values: dict[str, Any] = {"label_class": "off_label", "complexity": "complex", "volume": 4}
    after: Any = actions.assess_request(by=answerer, request=in_work, **values).due_at
    assert after > before


# --- reminders ---


def told(kind: str) -> list[User]:
    return [row.recipient for row in Message.objects.filter(kind=kind).exclude(state="cancelled")]


def sweep(now: str) -> None:
    """As the worker does, on the medical side; twice, since it must not matter."""
    with acting_as(Side.MEDICAL):
        tell_of_due(berlin(now))
        tell_of_due(berlin(now))


@pytest.fixture
def due(in_work: MedicalRequest) -> MedicalRequest:
    """In work, and due on a Tuesday at five."""
    MedicalRequest.objects.filter(pk=in_work.pk).update(due_at=berlin("2026-11-17 17:00"))
    return in_work


def test_before_when_due_and_after(due: MedicalRequest, answerer: User, director: User) -> None:
    sweep("2026-11-16 08:50")
    assert told("request_soon") == []
    sweep("2026-11-16 09:05")
    assert told("request_soon") == [answerer]
    sweep("2026-11-17 17:01")
    assert told("request_due") == [answerer]
    assert told("requests_escalated") == []
    sweep("2026-11-18 17:01")
    sweep("2026-11-18 17:31")
    assert told("requests_escalated") == [director], "once a day; without a manager the directors"
    assert told("request_due") == [answerer]


def test_the_manager_of_the_desk_is_told(due: MedicalRequest, desk: Team, manager: User) -> None:
    Team.objects.filter(pk=desk.pk).update(manager=manager)
    sweep("2026-11-19 09:00")
    assert told("requests_escalated") == [manager]


def test_a_weekend_without_the_sweep_tells_no_reminder_that_is_over(
    due: MedicalRequest, answerer: User
) -> None:
    sweep("2026-11-17 18:00")
    assert told("request_soon") == []
    assert told("request_due") == [answerer]


def test_what_is_answered_is_not_reminded_of(answered: MedicalRequest) -> None:
    with time_machine.travel(datetime(2030, 1, 1, tzinfo=UTC)), acting_as(Side.MEDICAL):
        tell_of_due()
    assert told("request_due") == []


def test_what_was_returned_reminds_who_was_asked(due: MedicalRequest, answerer: User, msl: User) -> None:
    actions.return_request(by=answerer, request=due, question="Which dose?")
    sweep("2026-11-17 18:00")
    assert told("request_due") == [msl]


def test_messages_hold_no_word_of_it(waiting: MedicalRequest) -> None:
    from apps.notifications.mails import mail_for

    MedicalRequest.objects.filter(pk=waiting.pk).update(due_at=berlin("2026-11-17 17:00"))
    sweep("2026-11-20 18:00")
    assert Message.objects.exists()
    for message in Message.objects.select_related("recipient"):
        mail = mail_for(message)
        assert "renal" not in f"{mail.subject} {mail.body} {mail.alternatives}"


@pytest.mark.parametrize("state", ["assigned", "submitted", "returned"])
def test_the_sweep_costs_as_much_for_many_as_for_one(
    msl: User, answerer: User, director: User, values: dict[str, Any], due: MedicalRequest, state: str
) -> None:
    def late(count: int) -> None:
        for _number in range(count):
            row = actions.take_in_request(by=msl, id=new_id(), values=values)
            actions.submit_request(by=msl, request=row, is_unsolicited=True)
        has = {"answerer": answerer if state == "assigned" else None, "return_question": "Which dose?"}
        MedicalRequest.objects.update(state=state, due_at=berlin("2026-11-17 17:00"), **has)

    def cost() -> tuple[int, int]:
        """Of telling, and of a sweep that has nothing left to tell."""
        counts = []
        for _time in range(2):
            with acting_as(Side.MEDICAL), CaptureQueriesContext(connection) as captured:
                tell_of_due(berlin("2026-11-19 09:00"))
            counts.append(len(captured))
        return counts[0], counts[1]

    late(0)
    few = cost()
    for count in (9, 10):
        Message.objects.filter(kind="requests_escalated").delete()
        late(count)
        assert cost() == few
    assert len(told("request_due")) == 20
    assert few[1] < few[0]


def test_all_response_times_are_read_at_once(manager: User, django_assert_num_queries: Any) -> None:
    ResponseTime.objects.create(kind="heor", complexity="simple", amount=9, unit="hours")
    with django_assert_num_queries(1):
        found = {(row.kind, row.complexity): (row.amount, row.unit) for row in response_times(manager)}
    assert found == {**DEFAULTS, ("heor", "simple"): (9, "hours")}
