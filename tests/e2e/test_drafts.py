"""What is typed to amend a record and about a visit outlasts a killed browser, as what is typed to log does."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Browser, Error

from tests.e2e import steps
from tests.e2e.conftest import Windows
from tests.e2e.product import Product
from tests.e2e.steps import Contact
from tests.e2e.test_recovery import LOST_AT_MOST, TYPING, type_on
from tests.e2e.visitor import WIDE, Visitor, launch


@pytest.fixture
def kill_while_typing(
    browser: Browser, product: Product, cookies: Callable[[str], Any]
) -> Callable[[str, str], str]:
    """Type notes at an address as somebody whose browser is killed; what was typed more than five seconds before."""

    def kill(login: str, path: str) -> str:
        doomed = launch(browser.browser_type)
        me = Visitor(doomed.new_context(storage_state=cookies(login), viewport=WIDE).new_page(), product.url)
        me.go(path)
        typed = type_on(me, TYPING)
        killed_at = time.monotonic()
        with suppress(Error):  # the answer to this would come from the killed browser
            doomed.new_browser_cdp_session().send("Browser.crash")
        return "".join(word for at, word in typed if at < killed_at - LOST_AT_MOST).strip()

    return kill


def test_an_amendment_loses_five_seconds_at_most(
    amended: Contact, kill_while_typing: Callable[[str, str], str], visit: Windows
) -> None:
    path = f"{amended.path}amend/"
    kept = kill_while_typing("msl", path)
    me = visit("msl")
    me.go(path)
    assert len(kept) > 30
    assert kept in me.field("Notes").input_value()
    me.press("Discard")
    assert me.field("Notes").input_value() == steps.CORRECTED
    assert me.page.get_by_role("button", name="Use it").count() == 0


def test_notes_about_a_visit_lose_five_seconds_at_most(
    kol: str, kill_while_typing: Callable[[str, str], str], visit: Windows
) -> None:
    me = visit("kam")
    path = f"{steps.plan_visit(me, 'now')}log/"
    kept = kill_while_typing("kam", path)
    me.go(path)
    assert len(kept) > 30
    assert me.field("Notes").input_value().startswith(kept)
    assert "Your unsaved words are back" in me.main()
    me.press("Save: the visit was held")
    me.go(path)
    assert "Your unsaved words are back" not in me.main()
