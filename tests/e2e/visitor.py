"""People at a browser: signed in, watched for everything that goes wrong, with hands that are counted."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    CDPSession,
    Error,
    Locator,
    Page,
    Request,
    Response,
    ViewportSize,
    sync_playwright,
)

from tests.e2e.product import Product

WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PASSWORD = "demo"
HAS_SCRIPTS = "matchMedia('(scripting: enabled)').matches"
#: How long a page may take on a busy machine; on a quiet one everything answers within a second.
PATIENCE_MS = 30_000


def launch(kind: BrowserType) -> Browser:
    """The system's browser. Fails when it is not there: a journey is not proven by skipping it."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    assert path, "The browser tests need chromium: install it (Debian: apt install chromium)."
    return kind.launch(executable_path=path, args=["--no-sandbox"])


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that is closed afterwards."""
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """One browser window of one person. `faults` is what the page's scripts, styles and requests did wrong."""

    page: Page
    url: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("console", lambda line: self._fault(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self._fault(str(error)))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)

    def _fault(self, text: str) -> None:
        self.faults.append(text)

    def _failed(self, request: Request) -> None:
        # A poll that was under way when the page was left is no fault.
        if request.failure != "net::ERR_ABORTED":
            self._fault(f"{request.failure}: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._fault(f"{response.status}: {response.url}")

    @cached_property
    def _devtools(self) -> CDPSession:
        """Kept: the first session that is closed takes keys away that a test plugged in by another one."""
        return self.page.context.new_cdp_session(self.page)

    def fingers(self, *, are_used: bool) -> None:
        """Whether the screen is touched, which styles ask for by `pointer: coarse`."""
        self._devtools.send("Emulation.setTouchEmulationEnabled", {"enabled": are_used})

    def go(self, path: str) -> int:
        """Open an address of the product and wait for its scripts; the status of the answer."""
        answer = self.page.goto(path if path.startswith("http") else self.url + path)
        self.settle()
        assert answer is not None
        return answer.status

    def settle(self) -> None:
        """Wait until the page is complete and its scripts have started, where they may run."""
        self.page.wait_for_load_state()
        if self._has_scripts() and self.page.locator("script[type=module]").count():
            self.page.wait_for_selector("[data-scripts=started]", state="attached")

    def _has_scripts(self) -> bool:
        """A page that shows progress may be exchanged just while it is asked."""
        try:
            return bool(self.page.evaluate(HAS_SCRIPTS))
        except Error:
            self.page.wait_for_load_state()
            return bool(self.page.evaluate(HAS_SCRIPTS))

    def press(self, name: str, role: Any = "button", within: Locator | None = None) -> None:
        """Press the one button or link of this name, and wait for the page that follows."""
        place = within or self.page.locator("body")
        self.follow(place.get_by_role(role, name=name, exact=True))

    def follow(self, target: Locator) -> None:
        """Press what leads to another page, and wait for that page."""
        with self.page.expect_navigation():
            target.click()
        self.settle()

    def menu(self, name: str) -> None:
        """Press an entry of the navigation."""
        self.press(name, "link", self.page.get_by_role("navigation", name="Main"))

    def field(self, label: str) -> Locator:
        """The field with this label. Cards have names, too."""
        return self.page.get_by_label(label, exact=True).and_(self.page.locator("input, select, textarea"))

    def choose(self, label: str, typed: str, wanted: str = "") -> str:
        """Search in a field that offers matches, take the first one with the wanted words; its words."""
        search = self.field(label)
        search.click()
        search.fill(typed)
        listed = self.page.locator(f"#{search.get_attribute('aria-controls')}").get_by_role("option")
        match = listed.filter(has_text=wanted or typed).first
        match.wait_for()
        taken = match.locator("span").first.inner_text()
        match.click()
        return taken

    def main(self) -> str:
        """All words of the page's content."""
        return self.page.locator("main").inner_text()

    def path(self) -> str:
        """The address that is shown, without the host."""
        return self.page.url.removeprefix(self.url)


@dataclass
class Hands:
    """Counts what a person does: each click, each key chord, each text typed in one go is one."""

    page: Page
    actions: int = 0
    began: float = field(default_factory=time.monotonic)

    def click(self, target: Locator) -> None:
        """One press with the mouse or a finger."""
        self.actions += 1
        target.click()

    def key(self, chord: str) -> None:
        """One key, with or without modifiers."""
        self.actions += 1
        self.page.keyboard.press(chord)

    def type(self, text: str) -> None:
        """A text, at an unhurried 25 characters a second."""
        self.actions += 1
        self.page.keyboard.type(text, delay=40)

    @property
    def seconds(self) -> float:
        """Since the first action could begin."""
        return time.monotonic() - self.began


def sign_in(browser: Browser, product: Product, login: str) -> Any:
    """Sign in by hand as one of the demo people; the cookies of the session, for further windows."""
    context = browser.new_context(locale="en", viewport=WIDE)
    me = Visitor(context.new_page(), product.url)
    me.go("/")
    me.page.get_by_role("button", name=f"Use this {login}@demo.example", exact=True).click()
    me.press("Sign in")
    assert "/account/" not in me.path(), me.main()
    assert me.faults == []
    cookies = context.storage_state()
    context.close()
    return cookies


def window(context: BrowserContext, product: Product) -> Visitor:
    """One more tab of the same person."""
    return Visitor(context.new_page(), product.url)
