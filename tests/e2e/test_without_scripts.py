"""Without JavaScript: sign in, read a KOL, log a contact; a double click makes one record even then."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import Windows
from tests.e2e.steps import AUTHOR, WHY, safety
from tests.e2e.visitor import PASSWORD, Visitor

NOTES = "Said without a single script."


def sign_in_by_typing(me: Visitor) -> None:
    """Type the login; the buttons that fill it in need scripts."""
    me.go("/")
    me.field("Email").fill("msl@demo.example")
    me.field("Password").fill(PASSWORD)
    me.press("Sign in")


def test_sign_in_read_and_log(kol: str, visit: Windows) -> None:
    me = visit("", java_script_enabled=False)
    sign_in_by_typing(me)
    assert me.path() == "/interactions/my-day/"
    me.go(kol)
    assert AUTHOR in me.main()
    assert WHY in me.main()
    me.follow(me.page.get_by_role("link", name="Log interaction"))
    person = me.field("With whom").locator("option").first
    name = person.inner_text()
    me.field("With whom").select_option(value=person.get_attribute("value"))
    me.field("Account").select_option(index=1)
    me.field("When").fill("now")
    me.field("Notes").fill(NOTES)
    safety(me, "No").click()
    # The second press takes back the way that the first had begun, so no single navigation can be waited for.
    me.page.get_by_role("button", name="Submit", exact=True).dblclick()
    expect(me.page).not_to_have_url(re.compile("/log/"))
    me.page.get_by_text("Submitted").first.wait_for()
    assert NOTES in me.main()
    assert name in me.main()
    me.go("/interactions/?whose=me&state=submitted")
    records = me.page.get_by_role("cell").get_by_role("link")
    me.follow(records.first)
    assert NOTES in me.main()
    me.page.go_back()
    me.follow(records.nth(1))
    assert NOTES not in me.main()
