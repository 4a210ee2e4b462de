"""A second factor in a real browser: codes as an app computes them, and a security key that Chromium plays.

Keys need a secure address: `localhost` counts as one, `127.0.0.1` does not.
"""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.look import problems
from tests.e2e.product import Product
from tests.e2e.visitor import PASSWORD, WIDE, Visitor
from tests.users.factors import FACTOR, code_of

LOGIN = "msl2@demo.example"


@pytest.fixture
def me(browser: Browser, product: Product) -> Iterator[Visitor]:
    """A window at the secure address."""
    context = browser.new_context(locale="en", viewport=WIDE)
    visitor = Visitor(context.new_page(), product.url.replace("127.0.0.1", "localhost"))
    yield visitor
    context.close()
    assert visitor.faults == []


def password_typed(me: Visitor) -> None:
    me.go("/account/sign-in/")
    me.page.locator("#id_login").fill(LOGIN)
    me.page.locator("#id_password").fill(PASSWORD)
    me.press("Sign in")


def confirmed(me: Visitor) -> None:
    """Say by password who one is, if the page asks."""
    if "/confirm/" in me.path():
        if me.page.get_by_role("link", name="Use your password").count():
            me.press("Use your password", "link")
        me.page.locator("#id_password").fill(PASSWORD)
        me.press("Confirm")


def signed_out(me: Visitor) -> None:
    me.go("/account/sign-out/")
    me.press("Sign out", within=me.page.locator("main"))


def with_key(page: Page, *, is_passkey: bool) -> Any:
    """Plug a key into the browser, which touches itself."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal" if is_passkey else "usb",
        "hasResidentKey": is_passkey,
        "hasUserVerification": is_passkey,
        "isUserVerified": is_passkey,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def wait_for_time_to_type() -> None:
    """A code that ends while it is on its way is refused, as it should be."""
    left = 30 - time.time() % 30
    if left < 10:
        time.sleep(left)


def test_an_app(me: Visitor) -> None:
    password_typed(me)
    me.go(FACTOR)
    assert problems(me) == []
    me.press("Set up an app", "link")
    confirmed(me)
    assert problems(me) == []
    secret = me.page.locator("[data-secret]").inner_text()
    wait_for_time_to_type()
    me.page.locator("#id_code").fill(code_of(secret, -1))
    me.press("Use this app")
    codes = me.page.locator("#recovery-codes code").all_inner_texts()
    assert len(codes) == 10
    assert problems(me) == []
    signed_out(me)
    password_typed(me)
    assert me.path() == f"{FACTOR}authenticate/"
    assert problems(me) == []
    me.page.locator("#id_code").fill(code_of(secret))
    me.press("Sign in")
    assert "/account/" not in me.path()
    me.go(f"{FACTOR}app/remove/")
    confirmed(me)
    me.press("Remove the app")
    assert "Set up an app" in me.main()


@pytest.mark.parametrize("is_passkey", [False, True])
def test_a_key(me: Visitor, is_passkey: bool) -> None:
    password_typed(me)
    with_key(me.page, is_passkey=is_passkey)
    me.go(f"{FACTOR}keys/add/")
    confirmed(me)
    assert problems(me) == []
    me.page.get_by_label("Name").fill("Key ring")
    me.page.get_by_label("Sign in with it alone").set_checked(is_passkey)
    me.press("Add this key")
    assert me.page.locator("#recovery-codes code").count() == 10
    signed_out(me)
    if is_passkey:
        me.go("/account/sign-in/")
        me.press("Sign in with a passkey")
    else:
        password_typed(me)
        me.press("Use a security key")
    assert "/account/" not in me.path(), me.main()
    me.go(f"{FACTOR}keys/")
    assert problems(me) == []
    me.press("Remove Key ring", "link")
    confirmed(me)
    me.press("Remove this key")
    assert "No key is set up." in me.main()


def test_a_key_that_does_not_answer_is_said(me: Visitor) -> None:
    password_typed(me)
    session = with_key(me.page, is_passkey=False)
    me.go(f"{FACTOR}keys/add/")
    confirmed(me)
    session.send("WebAuthn.disable")
    me.page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new Error('cancelled')) }")
    me.page.get_by_role("button", name="Add this key").click()
    me.page.get_by_text("The key was not read.").wait_for()
