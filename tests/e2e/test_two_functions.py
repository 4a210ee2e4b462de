"""A key account manager and a liaison plan with the same person in two browsers; each is warned, without content."""

import re
from contextlib import suppress

from playwright.sync_api import Error, Route

from tests.e2e import steps
from tests.e2e.conftest import Windows
from tests.e2e.steps import AUTHOR, SECRETS, TYPED
from tests.e2e.visitor import Visitor

AROUND = "Before you save: this is around it"
WHEN_MSL, WHEN_KAM = "tomorrow 9:30", "tomorrow 15:00"


def typed_visit(me: Visitor, when: str) -> None:
    """Everything but the last press."""
    me.go("/visits/")
    me.press("Plan a visit", "link")
    me.choose("Account", steps.PLACE)
    me.choose("With whom", TYPED, AUTHOR)
    me.field("Purpose").select_option(label="Service visit")
    me.field("When").fill(when)
    me.field("When").press("Tab")


def test_each_is_warned_before_saving_and_finds_it_again(kol: str, visit: Windows) -> None:
    liaison, manager = visit("msl"), visit("kam")
    made = steps.plan(liaison, WHEN_MSL)
    assert "Planned" in liaison.main()

    typed_visit(manager, WHEN_KAM)
    around = manager.page.get_by_role("status").filter(has_text=AROUND)
    around.filter(has_text="Amara Okonjo-Brandtner").wait_for()
    assert [word for word in (*SECRETS, made.topic) if word.lower() in manager.page.content().lower()] == []
    steps.save_having_seen(manager, "Plan this visit")
    manager.page.get_by_role("heading", name="Colleagues nearby").wait_for()

    liaison.go("/interactions/my-day/")
    card = liaison.page.get_by_role("region", name="Colleagues nearby")
    words = card.inner_text()
    assert "Commercial" in words
    assert "@" in words
    liaison.follow(card.get_by_role("button", name="I have seen this").first)
    assert "Seen" in liaison.main()


def test_a_slow_look_around_is_waited_for_and_not_torn_off(kol: str, visit: Windows) -> None:
    """What was asked for one field is under way when the next one is filled in. A request that is torn off would be an
    error in the console, and what it should have said would be missing."""
    steps.plan(visit("msl"), WHEN_MSL)
    manager, held = visit("kam"), list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    manager.page.route("**/around/", hold, times=1)
    typed_visit(manager, WHEN_KAM)
    manager.page.wait_for_timeout(1_000)
    for route in held:
        with suppress(Error):
            route.continue_()
    manager.page.get_by_role("status").filter(has_text="Amara Okonjo-Brandtner").wait_for()
    assert held


def test_without_scripts_the_second_sending_saves(kol: str, visit: Windows) -> None:
    steps.plan(visit("msl"), WHEN_MSL)
    manager = visit("kam", java_script_enabled=False)
    manager.go(f"/visits/plan/?stakeholders={kol.strip('/').split('/')[-1]}")
    manager.field("Account").select_option(index=1)
    manager.field("When").fill(WHEN_KAM)
    manager.field("Purpose").select_option(label="Service visit")
    manager.press("Plan this visit")
    assert AROUND in manager.main()
    assert manager.field("When").input_value() == WHEN_KAM
    manager.page.get_by_label("I have seen this").check()
    manager.press("Plan this visit")
    assert manager.path() == "/visits/"


def test_the_brief_is_one_page_and_its_opening_is_kept(kol: str, visit: Windows) -> None:
    liaison = visit("msl")
    steps.plan(liaison, WHEN_MSL)
    liaison.press("Brief", "link")
    for words in ("With whom", "The account", "Who is around"):
        assert words in liaison.main()
    liaison.page.reload()
    liaison.settle()
    assert re.search("You opened it", liaison.main())
