"""A promise is typed while a talk is logged, reminded of by mail, and kept from the mail's link after a sign-in."""

import os
import re
import subprocess
import sys
import time

import pytest
from playwright.sync_api import Browser

from msl_crm import env
from tests.e2e.conftest import Windows
from tests.e2e.look import look_at, problems
from tests.e2e.newcomers import newcomer
from tests.e2e.product import NOT_OURS, Product
from tests.e2e.steps import safety
from tests.e2e.visitor import Visitor

ADDRESS = "msl@demo.example"
TYPED = "send the obsidian table in two weeks"
CHANGED = "Send the obsidian table and its legend"
LINK = re.compile(r"http://\S+/follow-ups/[0-9a-f-]{36}/")
#: Days that pass: what waits for its morning is due now.
ITS_MORNING = """
from django.utils import timezone
from apps.notifications.models import Message
Message.objects.filter(kind="commitment_soon", link="{link}").update(due_at=timezone.now())
"""


@pytest.fixture(scope="module")
def promised(product: Product, profile: object, by_msl: Visitor) -> str:
    """The address of a promise that was typed under a contact of the demo that waits to be logged."""
    me = by_msl
    me.go("/interactions/my-day/")
    card = me.page.get_by_role("region", name="To be logged")
    me.follow(card.get_by_role("link", name=re.compile("^Log")).first)
    me.page.get_by_text("Promises made").click()
    me.field("Promises").fill(TYPED)
    me.page.get_by_role("group", name=f"Understood: {TYPED}").wait_for()
    me.field("What").fill(CHANGED)
    whom = me.page.get_by_label("To whom", exact=True).and_(me.page.locator("select"))
    if whom.count():
        whom.select_option(index=1)
    safety(me, "No").click()
    me.press("Submit")
    me.follow(me.page.get_by_role("region", name="Promised").get_by_role("link", name=CHANGED))
    return me.path()


def test_what_was_changed_under_the_line_is_promised(promised: str, visit: Windows) -> None:
    me = visit("msl")
    me.go(promised)
    assert me.page.get_by_role("heading", level=1).inner_text() == CHANGED
    assert "Promised in" in me.main()


def test_it_is_reminded_and_kept_from_the_mail(
    promised: str, product: Product, browser: Browser, visit: Windows
) -> None:
    text = reminder(product, promised)
    assert "obsidian" not in text, "a mail says that, not what"
    elsewhere = newcomer(browser, product)
    elsewhere.go(next(link for link in LINK.findall(text) if link.endswith(promised)))
    assert "/account/sign-in/" in elsewhere.path()
    elsewhere.page.get_by_role("button", name=f"Use this {ADDRESS}", exact=True).click()
    elsewhere.press("Sign in")
    assert elsewhere.path() == promised
    elsewhere.field("How was it kept?").fill("Sent by mail this morning.")
    elsewhere.press("It is kept")
    assert "Kept" in elsewhere.main()
    assert elsewhere.faults == []
    elsewhere.page.context.close()
    me = visit("msl")
    me.go("/follow-ups/?whose=me&state=done")
    assert CHANGED in me.main()


def test_a_list_is_worked_by_keys(visit: Windows) -> None:
    me = visit("msl")
    me.go("/follow-ups/")
    for key in ("j", "x", "j", "x"):
        me.page.keyboard.press(key)
    assert me.page.get_by_role("status").filter(has_text="2 chosen").count() == 1
    me.press("Change the priority")
    assert me.page.locator("input[name=ids]").count() == 2
    me.page.get_by_text("High", exact=True).click()
    me.press("Change the priority")
    assert me.path().startswith("/follow-ups/")
    assert me.page.get_by_role("row").filter(has_text="High").count() == 2


def test_a_line_on_a_persons_page_is_saved_there_and_taken_back(visit: Windows) -> None:
    me = visit("msl")
    me.go("/kols/")
    me.follow(me.page.locator("table tbody a").first)
    path = me.path()
    me.page.keyboard.press("p")
    me.page.keyboard.type("send the obsidian slides by friday")
    me.page.get_by_role("group", name=re.compile("^Understood: ")).wait_for()
    me.page.keyboard.press("Enter")
    me.page.get_by_text("Promised: Send the obsidian slides").wait_for()
    assert me.path() == path
    assert me.page.evaluate("document.activeElement.id") == "id_quick-lines"
    me.press("Undo")
    assert "The promise is taken back." in me.page.locator("#messages").inner_text()
    assert "obsidian slides" not in me.page.get_by_role("region", name="Open promises").inner_text()


def reminder(product: Product, path: str) -> str:
    """Its morning comes; the mail that the worker then sends."""
    told = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    told |= {"DATA_DIR": str(product.folder / "data"), "CRM_AS_OWNER": "1"}
    code = ITS_MORNING.format(link=path)
    command = [sys.executable, "-W", "ignore", "manage.py", "shell", "--no-imports", "-c", code]
    subprocess.run(command, cwd=env.BASE_DIR, env=told, check=True)
    ends_at = time.monotonic() + 120
    while not (found := [text for text in product.mailbox.texts_to(ADDRESS) if path in text]):
        assert time.monotonic() < ends_at, "No reminder came."
        time.sleep(0.2)
    return found[0]


def test_what_is_only_opened_for_something_looks_right(promised: str, visit: Windows) -> None:
    """Pages behind a press, which looking at every link does not come to."""
    me = visit("msl")
    key = promised.split("/")[2]
    wrong = look_at(me, f"/follow-ups/bulk/?do=cancel&ids={key}&next=/follow-ups/")
    me.go("/calendar/")
    me.press("Make a link")
    assert ".ics" in me.field("Address to subscribe to").input_value()
    wrong += problems(me)
    me.press("Revoke the link")
    me.go("/kols/")
    me.follow(me.page.locator("table tbody a").first)
    me.field("Promise something").fill("call back by 25 dec")
    me.page.get_by_role("group", name=re.compile("^Understood: ")).wait_for()
    assert "25 Dec is Christmas Day." in me.main()
    assert wrong + problems(me) == []


def test_who_was_signed_out_meanwhile_signs_in_and_comes_back(promised: str, visit: Windows) -> None:
    """Typing and sending a line fetch parts of the page; the sign-in page is no part of it."""
    me = visit("msl")
    me.go(promised)
    me.follow(me.page.locator("dl.definitions a").first)
    panel, at = me.page.locator("#promises-panel"), me.path()
    line = panel.get_by_label("Promise something")
    me.page.context.clear_cookies(name="sessionid")
    with me.page.expect_response(lambda answer: "/account/sign-in/" in answer.url):
        line.press_sequentially("send it by fri")
    assert panel.count() == 1
    assert me.page.get_by_role("heading", level=1).count() == 1
    line.press("Enter")
    me.page.wait_for_url(f"**/account/sign-in/?next={at}*")
