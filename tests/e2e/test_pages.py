"""Every page of every role, in both themes, wide and on a phone: nothing wrong with any of them for any reader."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext

from tests.e2e import steps
from tests.e2e.conftest import Windows
from tests.e2e.pages import PUBLIC, ROLES, missing, pages_of
from tests.e2e.product import Product
from tests.e2e.visitor import PHONE, WIDE, Visitor, colour_problems, problems

#: As many presses of Tab as lie between the start of a page's content and its most important button.
MOST_TABS = 60


@pytest.fixture(scope="package")
def doors(kol: str, imported: steps.Import, amended: steps.Contact) -> list[str]:
    """Pages that exist only after the story's steps, to be looked at with all others."""
    return [kol, imported.path, amended.path]


@pytest.mark.parametrize("login", ROLES)
def test_every_page_of_a_role(
    login: str,
    doors: list[str],
    profile: Callable[..., BrowserContext],
    visit: Windows,
    product: Product,
) -> None:
    me = visit(login)
    if login == "kam":
        steps.plan_visit(me, "now")
    pages = pages_of(me.page.context.request, product.url, login, doors)
    assert missing(pages, login) == set()
    found = {f"{name} {path}": faults for name, path in pages.items() if (faults := look_at(me, path))}
    assert found == {}


def test_every_page_of_nobody(visit: Windows) -> None:
    me = visit("")
    found = {path: faults for path in map(reverse, PUBLIC) if (faults := look_at(me, path))}
    assert found == {}


def look_at(me: Visitor, path: str) -> list[str]:
    """Everything that is wrong with one page, in words. Leaves the window wide and light."""
    status = me.go(path)
    found = [] if status == 200 else [f"answers {status}"]
    found += problems(me)
    if not reaches_primary(me):
        found.append("Tab does not reach the primary button")
    me.page.emulate_media(color_scheme="dark")
    found += [f"dark: {fault}" for fault in colour_problems(me)]
    me.page.set_viewport_size(PHONE)
    found += [f"phone, dark: {fault}" for fault in problems(me)]
    me.page.emulate_media(color_scheme="light")
    found += [f"phone: {fault}" for fault in colour_problems(me)]
    me.page.set_viewport_size(WIDE)
    found += me.faults
    me.faults.clear()
    return found


def reaches_primary(me: Visitor) -> bool:
    """Whether the keyboard gets from the start of the content to its primary button, if it has one."""
    primary = me.page.locator("main .btn-primary").filter(visible=True)
    if not primary.count():
        return True
    me.page.locator("main").focus()
    for _press in range(MOST_TABS):
        me.page.keyboard.press("Tab")
        if me.page.evaluate("document.activeElement.matches('main .btn-primary')"):
            return True
    return False
