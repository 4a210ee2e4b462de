"""What is typed to amend a record and about a visit outlasts a killed browser, as what is typed to log does."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import Browser, Error

from tests.e2e import steps
from tests.e2e.conftest import Windows
from tests.e2e.product import Product
from tests.e2e.steps import Contact
from tests.e2e.test_recovery import LOST_AT_MOST, TYPING, type_on
from tests.e2e.visitor import WIDE, Visitor, launch


def test_a_killed_browser_loses_five_seconds_of_an_amendment_and_of_a_visit(
    amended: Contact, browser: Browser, product: Product, cookies: Callable[[str], Any], visit: Windows
) -> None:
    liaison, manager = visit("msl"), visit("kam")
    paths = {"msl": f"{amended.path}amend/", "kam": f"{steps.plan_visit(manager, 'now')}log/"}
    doomed = launch(browser.browser_type)
    typed: dict[str, list[tuple[float, str]]] = {}
    for login, path in paths.items():
        context = doomed.new_context(storage_state=cookies(login), viewport=WIDE)
        me = Visitor(context.new_page(), product.url)
        me.go(path)
        typed[login] = type_on(me, TYPING)
    killed_at = time.monotonic()
    with suppress(Error):  # the answer to this would come from the killed browser
        doomed.new_browser_cdp_session().send("Browser.crash")
    for login, me in (("msl", liaison), ("kam", manager)):
        kept = "".join(word for at, word in typed[login] if at < killed_at - LOST_AT_MOST).strip()
        me.go(paths[login])
        assert len(kept) > 30
        assert kept in me.field("Notes").input_value()
        assert "Your unsaved words are back" in me.main()

    liaison.press("Discard")
    assert liaison.field("Notes").input_value() == steps.CORRECTED
    assert liaison.page.get_by_role("button", name="Use it").count() == 0
    manager.press("Save: the visit was held")
    manager.go(paths["kam"])
    assert "Your unsaved words are back" not in manager.main()
