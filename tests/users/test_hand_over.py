"""Leaving: open work goes to a colleague, done by a task on the side where the work stands."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core import open_work
from apps.core.models import new_id
from apps.firewall.roles import acting_as, role_taken
from apps.firewall.sides import WEB_LOGIN, Side
from apps.interactions.actions import plan_interaction
from apps.interactions.drafts import DRAFTS
from apps.interactions.entry import Entry
from apps.interactions.handing_over import hand_over_planned
from apps.interactions.models import Draft, Interaction
from apps.keyaccounts.actions import plan_visit
from apps.kols.models import KOLProfile
from apps.notifications.models import Message
from apps.users import actions
from apps.users.handing_over import hand_over_waiting
from apps.users.models import HandOver, Team, User
from apps.users.tasks import hand_over_open_work
from tests.factories import UserFactory
from tests.personas import WebClient

A_DAY = timedelta(days=1)


@pytest.fixture
def manager(manager: User, team: Team) -> User:
    """The manager of the liaison's team, set as such."""
    Team.objects.filter(pk=team.pk).update(manager=manager)
    return manager


def leave(by: User, person: User, receiver: User | None) -> HandOver:
    """Deactivate, and let the worker do its part, as the login that production has."""
    actions.deactivate_person(by=by, person=person, receiver=receiver)
    with role_taken(WEB_LOGIN):
        hand_over_waiting()
    return HandOver.objects.get(person=person)


@pytest.mark.usefixtures("work")
def test_everything_open_goes_to_the_manager(administrator: User, msl: User, manager: User) -> None:
    row = leave(administrator, msl, manager)
    assert row.state == "done"
    assert row.counts_before is not None
    open_before = {kind: count for kind, count in row.counts_before.items() if count}
    assert open_before == {"planned": 1, "held": 1, "drafts": 1, "kols": 1}
    assert row.counts_after == dict.fromkeys(row.counts_before, 0)
    for interaction in Interaction.objects.select_related("touchpoint"):
        assert interaction.owner_id == interaction.touchpoint.owner_id == manager.pk
    assert Draft.objects.get().owner == manager
    assert KOLProfile.objects.get().responsible == manager


def test_the_reminder_follows(administrator: User, msl: User, manager: User, work: Interaction) -> None:
    leave(administrator, msl, manager)
    waiting = Message.objects.get(cause_id=work.pk, state="waiting")
    assert waiting.recipient == manager


@pytest.mark.usefixtures("work")
def test_the_receiver_gets_one_message(administrator: User, msl: User, manager: User) -> None:
    leave(administrator, msl, manager)
    hand_over_waiting()
    told = Message.objects.get(kind="work_handed_over")
    assert (told.recipient, told.link) == (manager, "/")


def test_nothing_open_tells_nobody(administrator: User, msl: User, manager: User) -> None:
    assert leave(administrator, msl, manager).state == "done"
    assert not Message.objects.filter(kind="work_handed_over").exists()


def test_what_was_submitted_stays(
    administrator: User, msl: User, manager: User, entry: Callable[..., Entry]
) -> None:
    from apps.interactions.actions import log_interaction

    done = log_interaction(by=msl, id=new_id(), entry=entry(safety_answer="no"), is_final=True)
    leave(administrator, msl, manager)
    done.refresh_from_db()
    assert done.owner == msl


@pytest.mark.usefixtures("work")
def test_a_draft_of_the_receiver_is_not_overwritten(administrator: User, msl: User, manager: User) -> None:
    theirs = Draft.objects.get()
    DRAFTS.save(by=manager, page="log", id=theirs.record_id, fields={"notes": ["mine"]})
    row = leave(administrator, msl, manager)
    assert row.counts_after is not None
    assert row.counts_after["drafts"] == 1
    assert Draft.objects.get(owner=manager).fields == {"notes": ["mine"]}


def test_visits_go_to_a_colleague(
    administrator: User, kam: User, account: Any, stakeholder: Any, purpose: Any
) -> None:
    colleague = UserFactory(role="kam")
    values = {"account": account, "stakeholders": [stakeholder], "channel": "phone", "purpose": purpose}
    visit = plan_visit(by=kam, id=new_id(), values=values | {"starts_at": timezone.now() + timedelta(days=1)})
    row = leave(administrator, kam, colleague)
    assert (row.counts_before, row.counts_after) == (
        {"visits": 1, "visit_drafts": 0, "corrective_commercial": 0},
        {"visits": 0, "visit_drafts": 0, "corrective_commercial": 0},
    )
    visit.touchpoint.refresh_from_db()
    assert visit.touchpoint.owner == colleague


@pytest.mark.usefixtures("work")
def test_history_names_the_administrator(
    administrator: User, msl: User, manager: User, sign_in: Callable[[User], WebClient]
) -> None:
    leave(administrator, msl, manager)
    moved = Interaction.objects.filter(owner=manager).first()
    assert moved is not None
    page = sign_in(manager).get(f"/history/interaction/{moved.pk}/").content.decode()
    assert "had the open work handed over" in page
    assert str(administrator) in page


@pytest.mark.parametrize("role", ["kam", "medical_information", "compliance", "medical_client"])
def test_it_goes_only_to_who_can_do_it(administrator: User, msl: User, role: str) -> None:
    with pytest.raises(ValidationError, match="same side"):
        actions.deactivate_person(by=administrator, person=msl, receiver=UserFactory(role=role))
    msl.refresh_from_db()
    assert msl.is_active


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("change", [{"is_active": False}, {"role": "kam"}])
def test_a_receiver_who_left_meanwhile_receives_nothing(
    administrator: User, msl: User, manager: User, change: dict[str, Any]
) -> None:
    actions.deactivate_person(by=administrator, person=msl, receiver=manager)
    User.objects.filter(pk=manager.pk).update(**change)
    hand_over_waiting()
    row = HandOver.objects.get()
    assert row.state == "nobody"
    assert row.counts_after == row.counts_before
    assert Interaction.objects.filter(owner=msl).count() == 2


@pytest.mark.usefixtures("work")
def test_somebody_can_be_chosen_later(
    administrator: User, msl: User, director: User, sign_in: Callable[[User], WebClient]
) -> None:
    row = leave(administrator, msl, None)
    assert row.state == "nobody"
    admin = sign_in(administrator)
    assert "Choose somebody" in admin.get(f"/users/people/{msl.pk}/").content.decode()
    admin.post(f"/users/hand-overs/{row.pk}/", {"receiver": str(director.pk)})
    hand_over_waiting()
    row.refresh_from_db()
    assert row.state == "done"
    assert not Interaction.objects.filter(owner=msl).exists()


@pytest.mark.usefixtures("work")
def test_a_fault_in_the_middle_moves_nothing_and_is_tried_again(
    administrator: User, msl: User, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_given: Any) -> None:
        raise OSError("killed")

    last = open_work.open_work_on("medical")[-1]
    broken = open_work.OpenWork(last.name, last.label, last.side, last.order, last.rows, fail)
    monkeypatch.setitem(open_work._kinds._entries, last.name, broken)
    row = leave(administrator, msl, manager)
    assert (row.state, row.attempts) == ("waiting", 1)
    assert Interaction.objects.filter(owner=msl).count() == 2
    assert not Message.objects.filter(kind="work_handed_over").exists()
    monkeypatch.undo()
    HandOver.objects.update(due_at=timezone.now())
    hand_over_open_work()
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("done", 2)


def test_as_many_queries_for_much_work_as_for_little(
    msl: User, manager: User, director: User, entry: Callable[..., Entry]
) -> None:
    def cost(count: int, person: User, to: User) -> int:
        for _number in range(count):
            plan = plan_interaction(by=msl, id=new_id(), entry=entry(starts_at=timezone.now() + A_DAY))
            Interaction.objects.filter(pk=plan.pk).update(owner=person)
        with acting_as(Side.MEDICAL), CaptureQueriesContext(connection) as captured:
            hand_over_planned(person=person, to=to)
        return len(captured)

    assert cost(1, msl, manager) == cost(9, manager, director)
    assert Message.objects.filter(state="waiting", recipient=director).count() == 10


# --- the page ---


@pytest.mark.usefixtures("work")
def test_the_page_offers_the_manager_and_then_shows_counts_and_no_content(
    administrator: User, msl: User, manager: User, sign_in: Callable[[User], WebClient]
) -> None:
    admin, url = sign_in(administrator), f"/users/people/{msl.pk}/"
    page = admin.get(f"{url}deactivate/").content.decode()
    assert f'<option value="{manager.pk}" selected>' in page
    admin.post(f"{url}deactivate/", {"receiver": str(manager.pk)})
    assert "It is being counted" in admin.get(url).content.decode()
    hand_over_waiting()
    shown = admin.get(url).content.decode()
    assert "Planned contacts" in shown
    assert "half a thought" not in shown


@pytest.mark.parametrize("name", ["msl", "kam", "compliance", "safety"])
def test_others_hand_over_nothing(name: str, persona: Callable[[str], User], msl: User) -> None:
    row = HandOver.objects.create(
        person=msl, work_side="medical", cause="left", from_role="msl", asked_by=msl, state="nobody"
    )
    with pytest.raises(PermissionDenied):
        actions.hand_over(by=persona(name), hand_over=row, receiver=UserFactory(role="msl"))


def test_reactivating_lets_in_and_brings_no_work_back(
    administrator: User, msl: User, manager: User, work: Interaction
) -> None:
    leave(administrator, msl, manager)
    actions.reactivate_person(by=administrator, person=User.objects.get(pk=msl.pk))
    work.refresh_from_db()
    assert work.owner == manager


def test_as_many_queries_for_many_hand_overs_as_for_one(
    administrator: User, msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    admin, page = sign_in(administrator), f"/users/people/{msl.pk}/"

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert len(admin.get(page).context["hand_overs"]) == msl.hand_overs.count()
        return len(captured)

    def wait() -> None:
        HandOver.objects.create(person=msl, work_side="medical", asked_by=administrator, state="nobody")

    wait()
    admin.get(page)
    few = queries()
    for _number in range(7):
        wait()
    assert queries() == few <= 30
