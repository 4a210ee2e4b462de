"""The steps of the story, done by labels and buttons as a person does them."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator

from tests.e2e.visitor import Hands, Visitor

FIXTURES = Path(__file__).parent / "fixtures"
FIXTURE = FIXTURES / "publications.xml"
ACCOUNTS, PEOPLE, NAMESAKES = (FIXTURES / f"{name}.csv" for name in ("accounts", "people", "namesakes"))
#: The author whom the fixture invents; the file spells out the umlaut, people do not.
AUTHOR = "Oriane Velbrückner"
TYPED = "velbruckner"
WHY = "Twelve invented papers on our subject in three years."
PLACE = "Harborlight"
#: Every sentence below stays on the medical side.
NOTES = "She asked how long imagined remissions last without quillonium maintenance."
NEEDS = "Wants the zephyr subgroup data before the next board."
REASON = "The duration was missing, and the marzipan cohort was named wrongly."
CORRECTED = "She asked how long imagined remissions last in the marzipan cohort."
SECRETS = (NOTES, NEEDS, REASON, CORRECTED, "quillonium", "zephyr", "marzipan")


@dataclass
class Import:
    """An import as its pages told it."""

    path: str
    expected: dict[str, int]
    results: dict[str, int]


@dataclass
class Contact:
    """A contact of the story. `topic` is the one chosen; `actions` and `seconds` are what logging took."""

    path: str
    account: str
    topic: str
    actions: int = 0
    seconds: float = 0.0


def import_file(me: Visitor, path: Path) -> Import:
    """Upload, wait, look at what it would do, import, wait."""
    upload(me, path)
    _until(me, "What importing would do")
    return take(me)


def upload(me: Visitor, path: Path) -> None:
    """Choose a file and send it."""
    me.go("/")
    me.menu("Import")
    me.field("File").set_input_files(path)
    me.press("Read the file")


def import_table(me: Visitor, path: Path, source: str) -> Import:
    """Say what the columns mean, look at what it would do, import. No source: one that was said before."""
    read_table(me, path, source)
    return take(me)


def read_table(me: Visitor, path: Path, source: str) -> None:
    """Upload a table and take its columns as they are guessed."""
    upload(me, path)
    if source:
        wait_for_columns(me)
        me.field("Source").fill(source)
        me.press("Read the table")
    _until(me, "What importing would do")


def wait_for_columns(me: Visitor) -> None:
    """From the page of an import to what its columns mean."""
    me.page.get_by_role("link", name="Choose the columns").wait_for(timeout=300_000)
    me.settle()
    me.press("Choose the columns", "link")


def take(me: Visitor) -> Import:
    """Import what was read, and wait."""
    expected = numbers_on(me)
    me.follow(me.page.get_by_role("button", name=re.compile(r"^Import [\d,]+ ")))
    me.page.locator("main").get_by_text("Imported", exact=True).wait_for(timeout=300_000)
    me.settle()
    return Import(me.path(), expected, numbers_on(me))


def _until(me: Visitor, heading: str) -> None:
    """The page asks by itself how far the work is."""
    me.page.get_by_role("heading", name=heading).wait_for(timeout=300_000)
    me.settle()


def numbers_on(me: Visitor) -> dict[str, int]:
    """The lines `words: number` of the page's first list of facts."""
    rows = me.page.locator("main dl").first.locator("div")
    pairs = [(row.locator("dt").inner_text(), row.locator("dd").inner_text()) for row in rows.all()]
    return {words: int(number.replace(",", "")) for words, number in pairs}


def nominate(me: Visitor) -> str:
    """From the list of candidates to the page of a KOL; its address."""
    me.go("/")
    me.menu("Candidates")
    me.field("Name").fill(TYPED)
    me.press("Apply")
    me.press(AUTHOR, "link")
    me.field("Why is this person a KOL?").fill(WHY)
    me.press("Nominate")
    return me.path()


def plan(me: Visitor, when: str) -> Contact:
    """Plan a contact with the author from My day."""
    me.go("/interactions/my-day/")
    me.press("Plan a contact", "link")
    me.choose("With whom", TYPED, AUTHOR)
    account = me.choose("Account", PLACE)
    me.field("When").fill(when)
    me.field("Channel").select_option(label="Video call")
    topic = me.choose("Topics", "")
    save_having_seen(me, "Plan it")
    return Contact(me.path(), account, topic)


def save_having_seen(me: Visitor, button: str) -> None:
    """Save a plan; say that one has seen who else is around, where the page asks."""
    me.press(button)
    box = me.page.get_by_label("I have seen this")
    if box.count():
        box.check()
        me.press(button)


def plan_and_log(me: Visitor) -> Contact:
    """Log it from My day with counted hands, and submit."""
    made = plan(me, "now")
    me.menu("My day")
    hands = Hands(me.page)
    with me.page.expect_navigation():
        hands.click(to_be_logged(me).last.get_by_role("link", name=re.compile("^Log")))
    me.settle()
    hands.type(NOTES)
    hands.click(me.page.get_by_text("Needs and concerns").first)
    hands.key("Tab")
    hands.type(NEEDS)
    hands.click(safety(me, "No"))
    hands.click(me.page.get_by_role("button", name="Submit", exact=True))
    me.page.get_by_text("Submitted and locked.").wait_for()
    made.actions, made.seconds = hands.actions, hands.seconds
    return made


def to_be_logged(me: Visitor) -> Locator:
    """The lines of My day about contacts with the author that wait to be logged."""
    card = me.page.get_by_role("region", name="To be logged")
    return card.get_by_role("listitem").filter(has_text=AUTHOR)


def safety(me: Visitor, answer: str) -> Locator:
    """What a finger hits to answer the safety question."""
    return me.page.get_by_role("radiogroup", name=re.compile("adverse event")).get_by_text(answer, exact=True)


def amend(me: Visitor, made: Contact) -> Contact:
    """Correct the notes of a submitted contact."""
    me.go(made.path)
    me.press("Amend", "link")
    me.field("Why is it corrected?").fill(REASON)
    me.field("Notes").fill(CORRECTED)
    me.field("Duration in minutes").fill("25")
    me.press("Save the new version")
    return made


def plan_visit(me: Visitor, when: str) -> str:
    """A key account manager plans a visit to the author; its address. One of now is offered to be logged at once."""
    me.go("/")
    me.menu("Visits")
    me.press("Plan a visit", "link")
    me.choose("Account", PLACE)
    me.choose("With whom", TYPED, AUTHOR)
    me.field("When").fill(when)
    me.field("Purpose").select_option(label="Service visit")
    save_having_seen(me, "Plan this visit")
    return me.path().removesuffix("log/")
