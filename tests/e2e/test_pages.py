"""Every page of every role, in both themes, wide and on a phone: nothing wrong with any of them for any reader."""

from typing import Any

import pytest
from django.urls import reverse

from msl_crm import env
from tests.e2e import steps
from tests.e2e.conftest import Windows
from tests.e2e.pages import PUBLIC, ROLES, missing, pages_of
from tests.e2e.product import Product
from tests.e2e.visitor import PHONE, STAND_STILL, WIDE, Visitor, problems

#: Some hundred pages in several looks take minutes; `tests/core/test_look.py` looks at every component in each run.
pytestmark = [
    pytest.mark.torture,
    pytest.mark.skipif(
        not env.flag("TORTURE"), reason="Every page of every role is looked at by `make torture`."
    ),
]
WIDE_LIGHT, WIDE_DARK = (WIDE, "light"), (WIDE, "dark")
PHONE_LIGHT, PHONE_DARK = (PHONE, "light"), (PHONE, "dark")
#: Each page is shown in both themes and on both screens. Managers and directors share the pages of liaisons, which
#: they look at in the two ways that are left.
LOOKS = {"manager": [WIDE_DARK], "director": [PHONE_LIGHT]}
EVERY_LOOK = [WIDE_LIGHT, PHONE_DARK]
#: As many presses of Tab as may lie between the start of a page's content and its most important button.
MOST_TABS = 60
WATCH_FOCUS = """addEventListener("focusin", (event) => {
    if (event.target.matches("main .btn-primary")) document.documentElement.dataset.reached = "";
})"""


@pytest.fixture(scope="package")
def doors(
    kol: str, imported: steps.Import, amended: steps.Contact, asked: steps.Import, unmapped: str
) -> list[str]:
    """Pages that exist only after the story's steps, to be looked at with all others."""
    return [kol, imported.path, amended.path, asked.path, unmapped]


@pytest.mark.parametrize("login", ROLES)
def test_every_page_of_a_role(
    login: str,
    doors: list[str],
    visit: Windows,
    product: Product,
) -> None:
    me = visit(login)
    if login == "kam":
        steps.plan_visit(me, "now")
    pages = pages_of(me.page.context.request, product.url, login, doors)
    assert missing(pages, login) == set()
    looks = LOOKS.get(login, EVERY_LOOK)
    found = {f"{name} {path}": faults for name, path in pages.items() if (faults := look_at(me, path, looks))}
    assert not found, written(found)


def test_every_page_of_nobody(visit: Windows) -> None:
    me = visit("")
    every = [WIDE_LIGHT, WIDE_DARK, PHONE_LIGHT, PHONE_DARK]
    found = {path: faults for path in map(reverse, PUBLIC) if (faults := look_at(me, path, every))}
    assert not found, written(found)


def written(found: dict[str, list[str]]) -> str:
    """One line for each fault, with its page."""
    return "\n".join(f"{page}: {fault}" for page, faults in found.items() for fault in faults)


def look_at(me: Visitor, path: str, looks: list[Any]) -> list[str]:
    """Everything that is wrong with one page, in words."""
    status = me.go(path)
    found = [] if status == 200 else [f"answers {status}"]
    me.page.evaluate(STAND_STILL)
    for screen, theme in looks:
        me.page.set_viewport_size(screen)
        me.page.emulate_media(color_scheme=theme)
        found += [f"{theme}, {screen['width']} px: {fault}" for fault in problems(me)]
    if not reaches_primary(me):
        found.append("Tab does not reach the primary button")
    found += me.faults
    me.faults.clear()
    return found


def reaches_primary(me: Visitor) -> bool:
    """Whether the keyboard gets from the start of the content to its primary button, if it has one."""
    if not me.page.locator("main .btn-primary").filter(visible=True).count():
        return True
    me.page.evaluate(WATCH_FOCUS)
    me.page.locator("main").focus()
    for _round in range(MOST_TABS // 5):
        for _press in range(5):
            me.page.keyboard.press("Tab")
        if me.page.locator("[data-reached]").count():
            return True
    return False
