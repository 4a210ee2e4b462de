"""Every page of every role, in both themes, wide and on a phone: nothing wrong with any of them for any reader."""

from collections import defaultdict

import pytest
from django.urls import reverse

from tests.e2e import steps
from tests.e2e.conftest import Windows
from tests.e2e.look import look_at
from tests.e2e.pages import PUBLIC, ROLES, Shown, pages_for, pages_of
from tests.e2e.product import Product


@pytest.fixture(scope="package")
def doors(
    kol: str, imported: steps.Import, amended: steps.Contact, asked: steps.Import, unmapped: str
) -> list[str]:
    """Pages that exist only after the story's steps, to be looked at with all others."""
    return [kol, imported.path, amended.path, asked.path, unmapped]


@pytest.fixture(scope="module")
def seen() -> dict[str, set[str]]:
    """Name of the page: the kinds of elements that were looked at on it, as whoever it was."""
    return defaultdict(set)


@pytest.mark.parametrize("login", ROLES)
def test_every_page_of_a_role(
    login: str, doors: list[str], visit: Windows, product: Product, seen: dict[str, set[str]]
) -> None:
    me = visit(login)
    if login == "kam":
        steps.plan_visit(me, "now")
    pages = list(pages_of(me.page.context.request, product.url, login, doors))
    assert pages_for(login) - {page.name.split(" ")[0] for page in pages} == set()
    found = {page.path: look_at(me, page.path) for page in pages if is_new(page, seen)}
    assert written(found) == []


def test_every_page_of_nobody(visit: Windows) -> None:
    me = visit("")
    assert written({path: look_at(me, path) for path in map(reverse, PUBLIC)}) == []


def is_new(page: Shown, seen: dict[str, set[str]]) -> bool:
    """Whether the page shows anything that it did not show elsewhere: other rows and other words look the same."""
    fresh = page.kinds - seen[page.name]
    seen[page.name] |= fresh
    return bool(fresh)


def written(found: dict[str, list[str]]) -> list[str]:
    """One line for each fault, with its page."""
    return [f"{page}: {fault}" for page, faults in found.items() for fault in faults]
