"""Changing sides: open work stays on the old side, with a colleague; a request under way and the change take turns."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from apps.core.merging import snapshot
from apps.core.models import new_id
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.interactions.drafts import DRAFTS
from apps.interactions.models import Interaction
from apps.users import actions, callers
from apps.users.handing_over import hand_over_waiting
from apps.users.models import HandOver, User
from tests.factories import UserFactory
from tests.personas import WebClient
from tests.processes import Installation

MOVED = {"confirm_side": "on", "side_reason": "Moved to key accounts."}


def move(
    by: User, person: User, role: str, receiver: User | None = None, reason: str = "Reorganised."
) -> User:
    start = actions.person_values(person)
    return actions.edit_person(
        by=by,
        person=person,
        before=snapshot(start),
        values={**start, "role": role},
        move=actions.SideChange(reason, receiver),
    )


@pytest.mark.usefixtures("work")
def test_a_side_change_hands_over_on_the_old_side(administrator: User, msl: User, manager: User) -> None:
    move(administrator, msl, "kam", manager)
    hand_over_waiting()
    row = HandOver.objects.get()
    assert (row.cause, row.from_role, row.to_role, row.reason) == (
        "changed_sides",
        "msl",
        "kam",
        "Reorganised.",
    )
    assert row.work_side == Side.MEDICAL
    assert not Interaction.objects.filter(owner=msl).exists()


def test_a_side_change_needs_a_reason(administrator: User, msl: User) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        move(administrator, msl, "kam", reason=" ")


def test_the_form_asks_for_the_reason_and_history_shows_it(
    administrator: User, msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    from tests.users.people import posted

    admin, url = sign_in(administrator), f"/users/people/{msl.pk}/"
    start = admin.get(url).context["form"]["before"].value()
    sent = posted(before=start, role="kam", confirm_side="on")
    assert "Say why this person changes sides." in admin.post(url, sent).content.decode()
    assert admin.post(url, {**sent, **MOVED}).status_code == 302
    page = admin.get(f"/history/person/{msl.pk}/").content.decode()
    assert "Moved to key accounts." in page
    assert "Key account manager" in page
    assert str(administrator) in page


def test_a_form_of_the_old_side_saves_nothing(
    administrator: User, msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    theirs = sign_in(msl)
    assert theirs.get("/interactions/plan/", follow=True).status_code == 200
    move(administrator, msl, "kam")
    assert theirs.post("/interactions/plan/", {"notes": "said"}).status_code == 302
    assert not Interaction.objects.exists()


def test_a_request_under_way_and_a_side_change_take_turns(installation: Installation) -> None:
    """The change waits for nobody; the hand-over waits until the request has ended, and one begun before is refused."""
    with installation.committed():
        administrator, person = UserFactory(role="administrator"), UserFactory(role="msl")
        stale = User.objects.get(pk=person.pk)
        is_held, may_end, order = threading.Event(), threading.Event(), []

        def request() -> None:
            with acting_as(Side.MEDICAL):
                assert callers.hold(person)
                is_held.set()
                may_end.wait(30)
                DRAFTS.save(by=person, page="log", id=new_id(), fields={"notes": ["half a thought"]})
                order.append("request")
            connection.close()

        def hand_over() -> None:
            assert hand_over_waiting() == 1
            order.append("hand-over")
            connection.close()

        with ThreadPoolExecutor(2) as pool:
            running = [pool.submit(request)]
            is_held.wait(30)
            move(administrator, person, "kam")
            order.append("change")
            running.append(pool.submit(hand_over))
            threading.Event().wait(0.5)
            may_end.set()
            for one in running:
                one.result(30)
        assert order == ["change", "request", "hand-over"]
        found = HandOver.objects.get().counts_before
        assert found is not None
        assert found["drafts"] == 1, "what the request left is handed over, too"
        with acting_as(Side.MEDICAL):
            assert not callers.hold(stale)


def test_a_hand_over_that_waits_too_long_is_put_off(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callers, "LONGEST_WAIT", 1)
    with installation.committed():
        administrator, person = UserFactory(role="administrator"), UserFactory(role="msl")
        is_held, may_end = threading.Event(), threading.Event()

        def request() -> None:
            with acting_as(Side.MEDICAL):
                assert callers.hold(person)
                is_held.set()
                may_end.wait(60)
            connection.close()

        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(request)
            is_held.wait(30)
            actions.deactivate_person(by=administrator, person=person)
            try:
                assert hand_over_waiting() == 0
            finally:
                may_end.set()
            running.result(30)
        row = HandOver.objects.get()
        assert (row.state, row.attempts) == ("waiting", 1)
        HandOver.objects.update(due_at=timezone.now())
        assert hand_over_waiting() == 1


def test_who_signed_out_everywhere_meanwhile_is_refused(msl: User) -> None:
    stale = User.objects.get(pk=msl.pk)
    actions.sign_out_everywhere(by=msl)
    with acting_as(Side.MEDICAL):
        assert not callers.hold(stale)


@pytest.mark.parametrize("name", ["msl", "kam", "compliance", "safety", "administrator"])
def test_every_side_may_hold_its_caller(name: str, persona: Callable[[str], User]) -> None:
    user = persona(name)
    with acting_as(user.side):
        assert callers.hold(user)
