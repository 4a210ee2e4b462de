"""The liaison's story: find a KOL in a file, plan, log, submit, read, amend; every step by label and button."""

import re

from tests.e2e import steps
from tests.e2e.conftest import Windows
from tests.e2e.steps import AUTHOR, CORRECTED, NEEDS, NOTES, REASON, WHY, Contact, Import
from tests.e2e.visitor import Hands

MOST_ACTIONS = 11
MOST_SECONDS = 59.0


def test_my_day_greets(visit: Windows) -> None:
    me = visit("msl")
    me.go("/")
    assert me.path() == "/interactions/my-day/"
    assert me.page.get_by_role("heading", level=1).inner_text() == "My day"
    assert "MEDICAL" in me.page.get_by_role("button", name=re.compile("^Your side")).inner_text()


def test_an_import_says_what_it_would_do_and_does_it(imported: Import) -> None:
    assert imported.expected["New publications"] == 12
    assert imported.expected["New candidates"] == 5
    assert imported.results == imported.expected


def test_the_same_file_again_changes_nothing(imported: Import, visit: Windows) -> None:
    again = steps.import_file(visit("msl"), steps.FIXTURE)
    assert again.results["Unchanged publications"] == 12
    assert sum(again.results.values()) == 12


def test_a_nominated_author_is_a_kol_with_reason_and_papers(kol: str, visit: Windows) -> None:
    me = visit("msl")
    me.go(kol)
    assert me.page.get_by_role("heading", level=1).inner_text() == AUTHOR
    profile = me.page.get_by_role("region", name="Scientific profile").inner_text()
    assert WHY in profile
    assert "Identified" in profile
    assert (
        "Journal of Invented Haematology" in me.page.get_by_role("region", name="Publications").inner_text()
    )
    me.press("All publications", "link")
    assert me.main().count("Journal of Invented Haematology") == 12


def test_a_contact_is_logged_in_a_minute_with_few_hands(contact: Contact) -> None:
    print(f"Logged with {contact.actions} actions in {contact.seconds:.0f} s.")
    assert contact.actions <= MOST_ACTIONS
    assert contact.seconds <= MOST_SECONDS


def test_the_keyboard_alone_logs_a_contact(kol: str, visit: Windows) -> None:
    me = visit("msl")
    steps.plan(me, "now")
    me.menu("My day")
    steps.to_be_logged(me).last.get_by_role("link", name=re.compile("^Log")).focus()
    hands = Hands(me.page)
    with me.page.expect_navigation():
        hands.key("Enter")
    me.settle()
    hands.type("Nothing new; said so by keyboard.")
    until_focus(hands, "input[name=safety_answer]")
    hands.key("Space")
    until_focus(hands, "button[value=submit]")
    hands.key("Enter")
    me.page.get_by_text("Submitted and locked.").wait_for()
    assert hands.actions <= MOST_ACTIONS
    assert hands.seconds <= MOST_SECONDS


def until_focus(hands: Hands, wanted: str) -> None:
    """Press Tab until the focus is there."""
    while not hands.page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
        assert hands.actions < MOST_ACTIONS, f"Tab does not soon reach {wanted}"
        hands.key("Tab")


def test_it_stands_on_the_timeline_locked(contact: Contact, kol: str, visit: Windows) -> None:
    me = visit("msl")
    me.go(kol)
    timeline = me.page.get_by_role("region", name="Timeline")
    me.follow(timeline.locator(f"a[href='{contact.path}']").first)
    assert contact.topic in me.main()
    assert NEEDS in me.main()
    assert me.page.get_by_role("link", name="Log", exact=True).count() == 0


def test_the_same_person_finds_it_no_longer_to_be_logged(contact: Contact, visit: Windows) -> None:
    me = visit("msl")
    me.go("/interactions/my-day/")
    assert me.page.locator(f"a[href='{contact.path}log/']").count() == 0


def test_both_versions_stand_side_by_side(amended: Contact, visit: Windows) -> None:
    me = visit("msl")
    me.go(amended.path)
    assert CORRECTED in me.main()
    assert NOTES not in me.main()
    me.follow(me.page.get_by_role("link", name=re.compile("^Versions")))
    assert f"Reason: {REASON}" in me.main()
    row = me.page.get_by_role("row").filter(has=me.page.get_by_role("rowheader", name=re.compile("^Notes")))
    assert row.get_by_role("cell").all_inner_texts() == [NOTES, CORRECTED]
    assert "changed" in row.inner_text()


def test_the_history_says_who_did_what(amended: Contact, visit: Windows) -> None:
    me = visit("msl")
    me.go(amended.path)
    me.press("History", "link")
    acts = me.page.locator("article").get_by_role("heading", level=2).all_inner_texts()
    assert len(acts) >= 3
    assert all(act.startswith("Amara Okonjo-Brandtner") for act in acts)
    words = me.main()
    assert NOTES in words
    assert CORRECTED in words


def test_a_submitted_contact_cannot_be_logged_again(contact: Contact, visit: Windows) -> None:
    me = visit("msl")
    me.go(f"{contact.path}log/")
    assert me.path() == contact.path
