"""The kitchen sink in a real browser, with its own styles, scripts and content security policy.

A small server of the test's own answers with the page and keeps what the scripts send, so that nothing but the scripts
is under test; it also answers when a page is being left, which interception in the browser does not.
"""

import json
import mimetypes
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from apps.core.middleware import POLICY
from tests.core import kitchen_sink

GUESTS = ["Ada Invented", "Bela Invented", "Çelik Invented"]
Answer = tuple[int, str, bytes]


@dataclass
class Kitchen:
    """What the page is made of, what it sent, and what went wrong in it. `is_down` loses every save."""

    html: str = ""
    url: str = ""
    saves: list[dict[str, list[str]]] = field(default_factory=list)
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    is_down: bool = False
    save_status: int = 200

    def answer(self, path: str, query: str, body: str | None) -> Answer | None:
        """Status, type and body for a request; None hangs up."""
        if path.startswith("/static/"):
            return self._static(path.removeprefix("/static/"))
        if path == "/suggest/":
            return self._suggest(parse_qs(query, keep_blank_values=True))
        if path == "/autosave/":
            return self._save(body or "")
        if body is not None:
            self.posts.append(path)
        return 200, "text/html; charset=utf-8", self.html.encode()

    def _static(self, name: str) -> Answer:
        found = finders.find(name)
        if not found:
            self.faults.append(f"no such static file: {name}")
            return 404, "text/plain", b""
        return 200, mimetypes.guess_type(name)[0] or "text/plain", Path(str(found)).read_bytes()

    def _save(self, body: str) -> Answer | None:
        if self.is_down:
            return None
        self.saves.append(parse_qs(body, keep_blank_values=True))
        return self.save_status, "application/json", b"{}"

    def _suggest(self, query: dict[str, list[str]]) -> Answer:
        self.asked.append(query)
        names = [name for name in GUESTS if query["q"][0].lower() in name.lower()]
        rows = [{"id": name[:1], "text": name, "detail": "Harbour Clinic"} for name in names]
        return 200, "application/json", json.dumps(rows).encode()


class Waiter(BaseHTTPRequestHandler):
    """Carries requests to the kitchen of the server."""

    kitchen: Kitchen

    def do_GET(self) -> None:
        """A page, a file, a suggestion."""
        self._serve(None)

    def do_POST(self) -> None:
        """A form or a draft."""
        self._serve(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _serve(self, body: str | None) -> None:
        address = urlsplit(self.path)
        answer = self.kitchen.answer(address.path, address.query, body)
        if answer is None:
            self.close_connection = True
            return
        status, kind, content = answer
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the test speaks."""


@contextmanager
def serving() -> Iterator[Kitchen]:
    """A kitchen behind an address of its own."""
    kitchen = Kitchen()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Waiter", (Waiter,), {"kitchen": kitchen}))
    kitchen.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield kitchen
    server.shutdown()
    server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's browser. Fails when it is not installed: the look is not proven by skipping."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "Install chromium; `make test` does so on Debian when root."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def kitchen_page(
    browser: Browser, html: str = "", *, data: Any = None, **screen: Any
) -> Iterator[tuple[Page, Kitchen]]:
    """A page of a fresh browser profile that shows the kitchen sink, or other HTML."""
    with serving() as kitchen:
        kitchen.html = html or kitchen_sink.page(data=data)
        context = browser.new_context(locale="en", **screen)
        page = _watched(context, kitchen)
        visit(page, kitchen)
        yield page, kitchen
        context.close()


def _watched(context: BrowserContext, kitchen: Kitchen) -> Page:
    page = context.new_page()
    page.on("console", lambda line: kitchen.faults.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: kitchen.faults.append(str(error)))
    return page


def visit(page: Page, kitchen: Kitchen) -> None:
    """Open the page (again) and wait until its scripts have started, where they may run."""
    page.goto(kitchen.url)
    has_scripts = page.evaluate("matchMedia('(scripting: enabled)').matches")
    if has_scripts and page.locator("script[type=module]").count():
        page.wait_for_selector("[data-scripts=started]", state="attached")


def until(page: Page, is_so: Callable[[], Any]) -> None:
    """Wait until something outside the page is so; five seconds at most."""
    for _try in range(50):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never became so")


def axe(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds on the page, in words; empty when it finds nothing. No rules: all that it runs by itself."""
    if not page.evaluate("'axe' in window"):
        page.evaluate((settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js").read_text())
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = list(rules)
    found = page.evaluate("(options) => axe.run(document, options)", options)
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]
