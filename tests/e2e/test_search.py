"""The search by keyboard alone: open, misspell, choose, arrive; close and be where one was; and without scripts."""

from tests.e2e.conftest import Windows
from tests.e2e.look import problems
from tests.e2e.visitor import PHONE, Visitor


def open_search(me: Visitor) -> None:
    """As somebody does who knows the key."""
    me.page.keyboard.press("Control+k")
    me.page.get_by_role("dialog", name="Search").get_by_role("option").first.wait_for()


def active(me: Visitor) -> str:
    """The line that Enter would open, as the field tells screen readers."""
    line = me.page.get_by_role("combobox", name="Search people").get_attribute("aria-activedescendant")
    return me.page.locator(f"#{line}").inner_text() if line else ""


def somebody(me: Visitor) -> str:
    """The first person of the directory, by name."""
    found = me.page.context.request.get(f"{me.url}/directory/stakeholders/suggest/?q=").json()
    return str(found[0]["text"])


def test_a_misspelt_person_is_opened_by_keyboard(visit: Windows) -> None:
    me = visit("msl")
    me.go("/interactions/")
    name = somebody(me)
    family = name.split()[-1]
    open_search(me)
    assert problems(me) == []
    me.page.keyboard.type(family[:2] + family[3:] + " " + name.split()[0])
    line = me.page.get_by_role("option", name=name).first
    line.wait_for()
    assert name in active(me)
    with me.page.expect_navigation():
        me.page.keyboard.press("Enter")
    me.settle()
    assert name in me.page.locator("h1").inner_text()


def test_enter_waits_for_the_answer_to_what_was_typed(visit: Windows) -> None:
    me = visit("msl")
    me.go("/interactions/")
    open_search(me)
    with me.page.expect_navigation():
        me.page.keyboard.type("preferen")
        me.page.keyboard.press("Enter")
    assert me.path() == "/users/preferences/"


def test_arrows_go_round_and_escape_gives_the_focus_back(visit: Windows) -> None:
    me = visit("kam")
    me.go("/")
    menu = me.page.get_by_role("link", name="Search", exact=True)
    menu.focus()
    open_search(me)
    first = active(me)
    me.page.keyboard.press("ArrowUp")
    assert active(me) != first
    me.page.keyboard.press("ArrowDown")
    assert active(me) == first
    me.page.keyboard.press("Escape")
    assert menu.evaluate("link => link === document.activeElement")


def test_a_command_acts_at_once(visit: Windows) -> None:
    me = visit("kam")
    me.go("/")
    for words, theme in (("Dark theme", "dark"), ("Theme as the device", "auto")):
        open_search(me)
        me.page.keyboard.type(words)
        me.page.get_by_role("option", name=words).wait_for()
        with me.page.expect_response("**/preferences/"):
            me.page.keyboard.press("Enter")
        assert me.page.locator("html").get_attribute("data-theme") == theme
    assert problems(me) == []


def test_on_a_phone_a_button_opens_it_and_nothing_found_says_what_to_try(visit: Windows) -> None:
    me = visit("admin", viewport=PHONE)
    me.go("/")
    me.page.get_by_role("link", name="Search", exact=True).click()
    me.page.get_by_role("dialog", name="Search").get_by_role("option").first.wait_for()
    me.page.keyboard.type("qqqqqq")
    me.page.get_by_text("Nothing found for").wait_for()
    assert problems(me) == []


def test_without_scripts_it_is_a_page(visit: Windows) -> None:
    me = visit("msl", java_script_enabled=False)
    me.go("/")
    me.press("Search", "link")
    me.field("Search for").fill("preferences")
    me.follow(me.page.locator("main").get_by_role("button", name="Search"))
    me.follow(me.page.locator("main").get_by_role("link", name="Preferences", exact=True))
    assert me.path() == "/users/preferences/"
