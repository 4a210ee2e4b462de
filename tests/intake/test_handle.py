"""From accepting to done, what the sender learns of it, and what nobody on the other side can read."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.firewall.registry import tables
from apps.firewall.roles import role_taken
from apps.handoffs.actions import withdraw_handoff
from apps.handoffs.models import Handoff
from apps.handoffs.workflow import TRANSITIONS
from apps.intake import actions
from apps.intake.models import Handling
from apps.intake.reminders import tell_of_overdue
from apps.interactions.models import Interaction
from apps.notifications.models import Message
from apps.users.models import User
from tests.factories import StakeholderFactory, UserFactory, assign
from tests.personas import WebClient

QUEUE = "/hand-offs/queue/"
Ask = Callable[..., Handoff]
SECRET = "Zebra striped reasoning."


def told(person: User) -> list[str]:
    """Kinds that wait to be told."""
    rows = Message.objects.filter(recipient=person, read_at=None).exclude(state="cancelled")
    return sorted(rows.values_list("kind", flat=True))


def test_its_way_through_the_pages(
    web: WebClient, commercial: WebClient, handoff: Handoff, submitted: Interaction, kam: User, msl: User
) -> None:
    assert "dosing below forty" in web.get(QUEUE).content.decode()
    web.post(f"{QUEUE}{handoff.pk}/accept/")
    assert "Accepted" in commercial.get(handoff.get_absolute_url()).content.decode()
    assert told(kam) == ["handoff_moved"]
    answer = web.post(
        f"{QUEUE}{handoff.pk}/finish/", {"interaction": str(submitted.pk), "note": SECRET}, follow=True
    )
    assert f'action="{QUEUE}{handoff.pk}/again/"' in answer.content.decode(), "it can be undone"
    assert SECRET in answer.content.decode()
    handling = Handling.objects.get()
    assert (handling.assignee, handling.interaction, handling.handoff.state) == (msl, submitted, "done")
    assert told(kam) == ["handoff_moved", "handoff_moved"]
    assert told(msl) == []


def test_the_sender_learns_that_it_is_declined_and_nothing_else(
    web: WebClient, commercial: WebClient, handoff: Handoff, msl: User
) -> None:
    typed = {"reason": "not_unsolicited", "note": SECRET}
    web.post(f"{QUEUE}{handoff.pk}/decline/", typed)
    page = commercial.get(handoff.get_absolute_url()).content.decode()
    rest = commercial.get(f"/api/v1/handoffs/{handoff.pk}/").content.decode()
    lists = (
        commercial.get("/hand-offs/").content.decode() + commercial.get("/api/v1/handoffs/").content.decode()
    )
    assert "Declined" in page
    assert '"declined"' in rest
    for text in (page, rest, lists):
        assert SECRET not in text
        assert "unsolicited" not in text.replace("is_unsolicited", "")
        assert "Does not read as unprompted" not in text
        assert str(msl) not in text
        assert str(msl.pk) not in text
    for path in (f"/history/handoff/{handoff.pk}/", f"/history/handling/{Handling.objects.get().pk}/", QUEUE):
        assert commercial.get(path).status_code in {403, 404}
    assert commercial.post(f"{QUEUE}{handoff.pk}/accept/").status_code == 403


def tables_of(app: str) -> list[str]:
    """All tables of an app, history included."""
    return [model._meta.db_table for model in tables() if model._meta.app_label == app]


def test_the_commercial_role_cannot_select_what_the_medical_side_made_of_it(
    handoff: Handoff, msl: User
) -> None:
    actions.decline_handoff(by=msl, handoff=handoff, reason="other", note=SECRET)
    assert len(tables_of("intake")) == 4, "two tables and their histories"
    for table in tables_of("intake"):
        refused = pytest.raises(ProgrammingError, match="permission denied")
        with refused, transaction.atomic(), role_taken("crm_commercial"), connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608


def test_no_word_of_it_stands_in_what_the_commercial_role_can_read(handoff: Handoff, msl: User) -> None:
    """Neither in the shared row, nor in its history, nor in the context of the history."""
    actions.accept_handoff(by=msl, handoff=handoff)
    actions.decline_handoff(by=msl, handoff=handoff, reason="no_capacity", note=SECRET)
    with role_taken("crm_commercial"), connection.cursor() as cursor:
        for table in (*tables_of("handoffs"), "notifications_message"):
            cursor.execute(f"SELECT t::text FROM {table} t")  # noqa: S608
            read = " ".join(row[0] for row in cursor.fetchall())
            assert "Zebra" not in read
            assert "no_capacity" not in read


def test_a_reason_of_the_list_is_needed(web: WebClient, handoff: Handoff, msl: User) -> None:
    page = web.post(f"{QUEUE}{handoff.pk}/decline/", {"reason": "", "note": SECRET}).content.decode()
    assert "required" in page
    assert SECRET in page, "what was typed stays"
    with pytest.raises(ValidationError):
        actions.decline_handoff(by=msl, handoff=handoff, reason="because")


def test_a_talk_with_somebody_else_is_refused(msl: User, ask: Ask, submitted: Interaction) -> None:
    other = actions.accept_handoff(by=msl, handoff=ask(stakeholder=StakeholderFactory()))
    with pytest.raises(ValidationError):
        actions.finish_handoff(by=msl, handoff=other, interaction=submitted)


def test_given_to_a_colleague(handoff: Handoff, msl: User, kam: User) -> None:
    colleague = UserFactory(role="msl")
    assign(colleague, handoff.therapeutic_area)
    for _time in range(2):
        actions.give_handoff(by=msl, handoff=handoff, to=colleague)
    assert told(colleague) == ["handoff_assigned"]
    assert told(kam) == [], "the sender learns nothing of it"
    with pytest.raises(PermissionDenied):
        actions.accept_handoff(by=msl, handoff=handoff)


def test_each_step_taken_twice_is_taken_once(handoff: Handoff, msl: User, kam: User) -> None:
    for _time in range(2):
        actions.accept_handoff(by=msl, handoff=handoff)
    for _time in range(2):
        done = actions.finish_handoff(by=msl, handoff=handoff)
    assert done.revision == 3
    assert told(kam) == ["handoff_moved", "handoff_moved"]


def test_the_table_of_states_is_what_actions_do(msl: User, kam: User, ask: Ask) -> None:
    steps: dict[str, Callable[[Handoff], Handoff]] = {
        "accept": lambda row: actions.accept_handoff(by=msl, handoff=row),
        "decline": lambda row: actions.decline_handoff(by=msl, handoff=row, reason="other"),
        "finish": lambda row: actions.finish_handoff(by=msl, handoff=row),
        "again": lambda row: actions.take_handoff_up_again(by=msl, handoff=row),
        "withdraw": lambda row: withdraw_handoff(by=kam, handoff=row),
    }
    ways: dict[str, list[str]] = {
        "waiting": [], "accepted": ["accept"], "declined": ["decline"], "done": ["accept", "finish"],
        "withdrawn": ["withdraw"],
    }  # fmt: skip
    found: dict[str, set[str]] = {state: set() for state in ways}
    for state, way in ways.items():
        for step in steps.values():
            row = ask()
            for earlier in way:
                row = steps[earlier](row)
            try:
                after = step(row).state
            except PermissionDenied:
                continue
            found[state] |= {after} - {state}
    assert found == {str(state): set(map(str, following)) for state, following in TRANSITIONS.items()}


def test_overdue_is_told_once_and_to_the_manager_a_day_later(
    handoff: Handoff, msl: User, manager: User, team: Any
) -> None:
    team.manager = manager
    team.save()
    actions.accept_handoff(by=msl, handoff=handoff)
    now = timezone.now()
    Handoff.objects.filter(pk=handoff.pk).update(due_at=now - timedelta(hours=1))
    for _time in range(2):
        tell_of_overdue(now)
    assert (told(msl), told(manager)) == (["handoff_due"], [])
    for _time in range(2):
        tell_of_overdue(now + timedelta(days=6))
    assert told(manager) == ["handoffs_escalated"]
    actions.finish_handoff(by=msl, handoff=handoff)
    assert told(msl) == []


def test_the_queue_costs_the_same_for_many(web: WebClient, ask: Ask) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            web.get(QUEUE)
        return len(captured)

    ask()
    cost()
    few = cost()
    for _number in range(10):
        ask()
    assert cost() == few


def test_it_stands_on_my_day_and_on_the_page_of_the_person(web: WebClient, handoff: Handoff) -> None:
    for path in ("/interactions/my-day/", handoff.stakeholder.get_absolute_url()):
        assert handoff.get_absolute_url() in web.get(path).content.decode(), path
