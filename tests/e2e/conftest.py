"""One product and one browser for all journeys, and the steps that several of them continue from.

They live as long as this package's tests: the browser's event loop must be gone before other tests use the database,
and all journeys stay in one test process, because they share the product.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.e2e import steps
from tests.e2e.product import Product
from tests.e2e.visitor import WIDE, Visitor, chromium, sign_in, window

HERE = Path(__file__).parent
Windows = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys in one process, whatever `--dist` says about the rest."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("e2e"))


@pytest.fixture(scope="package")
def product() -> Iterator[Product]:
    """The product with its demo data, running."""
    # A short path: the socket of the embedded database lies below it.
    folder = Path(tempfile.mkdtemp(prefix="crm-e2e-"))
    # A role that no demo login of the journeys has: those who are invited for it must set up a second factor.
    made = Product(folder, extra={"SECOND_FACTOR_ROLES": "commercial_lead"})
    made.extra |= {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(made.mailbox.port)}
    try:
        with made.mailbox.open():
            made.start()
            yield made
            made.stop()
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; it fails with what to install."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="package")
def cookies(browser: Browser, product: Product) -> Callable[[str], Any]:
    """The session of a demo login, who signs in by hand the first time."""
    known: dict[str, Any] = {}

    def of(login: str) -> Any:
        if login not in known:
            known[login] = sign_in(browser, product, login)
        return known[login]

    return of


@pytest.fixture(scope="package")
def profile(browser: Browser, cookies: Callable[[str], Any]) -> Callable[..., BrowserContext]:
    """A fresh browser profile of a demo login, signed in; nobody if empty. Other settings as of `new_context`."""

    def made(login: str, **screen: Any) -> BrowserContext:
        settings = {"locale": "en", "viewport": WIDE, **screen}
        return browser.new_context(storage_state=cookies(login) if login else None, **settings)

    return made


@pytest.fixture
def visit(profile: Callable[..., BrowserContext], product: Product) -> Iterator[Windows]:
    """Open a window as a demo login; when the test ends, nothing may have gone wrong in any of them."""
    opened: list[Visitor] = []

    def made(login: str, **screen: Any) -> Visitor:
        opened.append(window(profile(login, **screen), product))
        return opened[-1]

    yield made
    for me in opened:
        me.page.context.close()
    assert [fault for me in opened for fault in me.faults] == []


@pytest.fixture(scope="package")
def by_msl(profile: Callable[..., BrowserContext], product: Product) -> Iterator[Visitor]:
    """The window in which the liaison of the story works from step to step."""
    me = window(profile("msl"), product)
    yield me
    me.page.context.close()


@pytest.fixture(scope="package")
def imported(by_msl: Visitor) -> steps.Import:
    """A file of publications, imported in the browser."""
    return steps.import_file(by_msl, steps.FIXTURE)


@pytest.fixture(scope="package")
def tables(by_msl: Visitor) -> list[steps.Import]:
    """Accounts, and people who work there."""
    return [steps.import_table(by_msl, path, "Quarrybase") for path in (steps.ACCOUNTS, steps.PEOPLE)]


@pytest.fixture(scope="package")
def asked(by_msl: Visitor, tables: list[steps.Import]) -> steps.Import:
    """People of another system with the same names, of whom nobody can be sure."""
    return steps.import_table(by_msl, steps.NAMESAKES, "Namebase")


@pytest.fixture(scope="package")
def unmapped(by_msl: Visitor) -> str:
    """The page of a table that waits until somebody says what its columns mean."""
    steps.upload(by_msl, steps.FIXTURES / "unmapped.csv")
    steps.wait_for_columns(by_msl)
    return by_msl.path().removesuffix("columns/")


@pytest.fixture(scope="package")
def kol(by_msl: Visitor, imported: steps.Import) -> str:
    """The page of an author who was nominated."""
    return steps.nominate(by_msl)


@pytest.fixture(scope="package")
def contact(by_msl: Visitor, kol: str) -> steps.Contact:
    """A contact with the KOL: planned, logged from My day, submitted."""
    return steps.plan_and_log(by_msl)


@pytest.fixture(scope="package")
def amended(by_msl: Visitor, contact: steps.Contact) -> steps.Contact:
    """The same contact, corrected with a reason."""
    return steps.amend(by_msl, contact)
