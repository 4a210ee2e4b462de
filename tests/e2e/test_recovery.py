"""Nothing typed is lost: not with the browser, not with the server, not by a second press or a second window."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from playwright.sync_api import Browser, Error, Locator, Page

from tests.e2e import steps
from tests.e2e.conftest import Windows
from tests.e2e.product import Product
from tests.e2e.steps import AUTHOR, TYPED
from tests.e2e.visitor import WIDE, Visitor, launch

LOST_AT_MOST = 5.0
TYPING = 9.0


def type_on(me: Visitor, seconds: float) -> list[tuple[float, str]]:
    """Type numbered words without a pause; each word with the moment at which it stood there."""
    me.field("Notes").focus()
    typed: list[tuple[float, str]] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        word = f"word{len(typed)} "
        me.page.keyboard.type(word, delay=40)
        typed.append((time.monotonic(), word))
    return typed


def begin_to_log(me: Visitor) -> str:
    """A plan of now, opened to be logged; its address."""
    path = steps.plan(me, "now").path
    me.press("Log", "link", me.page.locator("main"))
    return f"{path}log/"


def offered_back(me: Visitor, path: str) -> str:
    """What the log form holds when it is opened again."""
    me.go(path)
    return me.field("Notes").input_value()


def saved(me: Visitor) -> Locator:
    """The words under the form that say that the server has everything."""
    return me.page.get_by_text(re.compile(r"^Saved ")).first


def offline(me: Visitor) -> Locator:
    """The words under the form that say that only this device has everything."""
    return me.page.get_by_text("Offline: kept on this device").first


@contextmanager
def power_cut(product: Product) -> Iterator[None]:
    """In this block no process of the product lives."""
    product.lose_power()
    try:
        yield
    finally:
        print(f"Started again after a power cut in {product.start():.1f} s.")


def test_a_killed_browser_loses_five_seconds_at_most(
    kol: str, browser: Browser, product: Product, cookies: Callable[[str], Any], visit: Windows
) -> None:
    path = begin_to_log(visit("msl"))
    doomed = launch(browser.browser_type)
    me = Visitor(doomed.new_context(storage_state=cookies("msl"), viewport=WIDE).new_page(), product.url)
    me.go(path)
    typed = type_on(me, TYPING)
    killed_at = time.monotonic()
    with suppress(Error):  # the answer to this would come from the killed browser
        doomed.new_browser_cdp_session().send("Browser.crash")
    kept = "".join(word for at, word in typed if at < killed_at - LOST_AT_MOST)
    assert kept, "nothing was typed long enough ago to ask for it"
    # Another device: nothing but the server can give it back.
    assert offered_back(visit("msl"), path).startswith(kept.strip())


def test_a_killed_server_loses_nothing_that_the_browser_still_holds(
    kol: str, product: Product, visit: Windows
) -> None:
    me = visit("msl")
    path = begin_to_log(me)
    me.field("Notes").fill("Said before the power failed. ")
    saved(me).wait_for()
    with power_cut(product):
        me.field("Notes").press_sequentially("Said while there was no power.")
        offline(me).wait_for()
    saved(me).wait_for()
    me.faults.clear()
    expected = "Said before the power failed. Said while there was no power."
    other = visit("msl")
    assert offered_back(other, path) == expected
    assert "Your unsaved words are back" in other.main()


def test_a_closed_window_gives_back_what_no_server_had(kol: str, product: Product, visit: Windows) -> None:
    me = visit("msl")
    path = begin_to_log(me)
    me.page.context.set_offline(True)
    me.field("Notes").press_sequentially("Said in the lift.")
    offline(me).wait_for()
    me.page.close()
    me.page.context.set_offline(False)
    again = Visitor(me.page.context.new_page(), product.url)
    # A page that closes sends what it has a last time; where the network is back by then, the server has it after all.
    if not offered_back(again, path):
        again.page.get_by_role("button", name="Use it").click()
    assert again.field("Notes").input_value() == "Said in the lift."
    me.faults.clear()


def fill_log_from_nothing(me: Visitor, notes: str) -> None:
    """A contact that nobody planned, ready to be submitted."""
    me.go("/interactions/log/")
    me.choose("With whom", TYPED, AUTHOR)
    me.choose("Account", steps.PLACE)
    me.field("When").fill("now")
    me.field("Notes").fill(notes)
    steps.safety(me, "No").click()


def count_on_timeline(page: Page) -> int:
    return page.get_by_role("region", name="Timeline").get_by_role("listitem").count()


def test_a_double_click_makes_one_record(kol: str, visit: Windows) -> None:
    me = visit("msl")
    me.go(kol)
    before = count_on_timeline(me.page)
    fill_log_from_nothing(me, "Said once.")
    with me.page.expect_navigation():
        me.page.get_by_role("button", name="Submit", exact=True).dblclick()
    me.page.get_by_text("Submitted and locked.").wait_for()
    me.go(kol)
    assert count_on_timeline(me.page) == before + 1


def test_the_second_of_two_windows_sees_mine_theirs_and_before(kol: str, visit: Windows) -> None:
    first = visit("msl")
    path = f"{steps.plan(first, 'tomorrow 15:00').path}plan/"
    second = visit("msl")
    first.go(path)
    second.go(path)
    first.field("Channel").select_option(label="Phone")
    first.press("Save changes")
    second.field("Channel").select_option(label="Chat")
    second.field("When").fill("tomorrow 16:00")
    second.press("Save changes")
    assert "Somebody else saved while you were editing" in second.main()
    row = second.page.get_by_role("row").filter(has=second.page.get_by_role("rowheader", name="Channel"))
    versions = [cell.split(":")[-1].strip() for cell in row.get_by_role("cell").all_inner_texts()]
    assert versions == ["Chat", "Phone", "Video call"]
    second.press("Save changes")
    assert "The plan was changed." in second.main()
    assert "Chat" in second.main()
    assert "16:00" in second.main()
