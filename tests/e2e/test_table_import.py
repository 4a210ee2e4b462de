"""Tables of accounts and people, from the file to the directory; and deciding by key who is meant."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e import steps
from tests.e2e.conftest import Windows
from tests.e2e.steps import Import
from tests.e2e.visitor import Visitor


def directory(me: Visitor, entry: str, name: str) -> str:
    """What the page of the one entry of this name says."""
    me.go("/")
    me.menu(entry)
    me.field("Name").fill(name)
    me.press("Apply")
    me.press(name, "link")
    return me.main()


def test_accounts_and_people_of_a_table_stand_in_the_directory(tables: list[Import], visit: Windows) -> None:
    accounts, people = tables
    assert (accounts.expected["New accounts"], accounts.results["New accounts"]) == (2, 2)
    assert accounts.results["Put below another account"] == 1
    assert people.results["New stakeholders"] == 2
    assert people.results["Affiliations added or changed"] == 2
    me = visit("msl")
    ward = directory(me, "Accounts", "Quarrywick Ward")
    assert "Quarrywick Clinic" in ward
    assert "Wilhelmina Quarrywick" in ward
    assert "Invented medicine" in directory(me, "Stakeholders", "Wilhelmina Quarrywick")


def test_the_same_tables_again_change_nothing_and_ask_nothing(tables: list[Import], visit: Windows) -> None:
    me = visit("msl")
    for path, words in ((steps.ACCOUNTS, "accounts"), (steps.PEOPLE, "stakeholders")):
        again = steps.import_table(me, path, "")
        assert again.results[f"Unchanged {words}"] == 2
        assert sum(again.results.values()) == 2


def test_refused_rows_are_told_with_their_reason(visit: Windows, tmp_path: Path) -> None:
    path = tmp_path / "refused.csv"
    path.write_text("Id,Name,Type\n1,Quarrywick Harbour,Spaceship\n")
    me = visit("msl")
    steps.read_table(me, path, "Refused things")
    assert "“Spaceship” is none of these: Health system, Hospital" in me.main()
    assert "No row of this file can be imported." in me.main()
    assert me.page.get_by_role("button", name=re.compile("^Import")).count() == 0
    me.press("Discard")


def test_who_is_meant_is_decided_by_key(asked: Import, visit: Windows) -> None:
    me = visit("msl")
    me.go(f"/imports/review/?run={asked.path.strip('/').split('/')[-1]}")
    keyed(me, "j", "2 of 3")
    keyed(me, "k", "1 of 3")
    keyed(me, "1", "2 of 3")
    told(me, "Wilhelmina Quarrywick is decided.")
    keyed(me, "u", "1 of 3")
    told(me, "Wilhelmina Quarrywick is to be decided again.")
    keyed(me, "1", "2 of 3")
    keyed(me, "n", "3 of 3")
    me.page.keyboard.press("?")
    keys = me.page.get_by_role("dialog")
    expect(keys).to_contain_text("Skip for later")
    me.page.keyboard.press("Escape")
    keyed(me, "s", "3 of 3")
    assert "Changed medicine" in directory(me, "Stakeholders", "Wilhelmina Quarrywick"), (
        "in effect with the next"
    )


def keyed(me: Visitor, key: str, position: str) -> None:
    """Press a key; the page that follows stands at this question."""
    with me.page.expect_navigation():
        me.page.keyboard.press(key)
    me.settle()
    expect(me.page.locator("main").get_by_text(position, exact=True)).to_be_visible()


def told(me: Visitor, words: str) -> None:
    """The message on top of the page."""
    expect(me.page.get_by_text(words)).to_be_visible()
