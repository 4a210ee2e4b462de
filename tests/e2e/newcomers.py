"""People who come by invitation: the administrator invites, the mail is read, the link is followed elsewhere."""

import re
import time

from playwright.sync_api import Browser

from tests.e2e.product import Product
from tests.e2e.visitor import WIDE, Visitor

NEW_PASSWORD = "violet-kettle-harbour"
LINK = re.compile(r"http://\S+/account/invitation/\S+/\S+/")
PEOPLE = "/users/people/"


def invite(admin: Visitor, address: str, *, role: str, last_name: str, area: str = "") -> str:
    """Invite somebody in the browser; the address of their page."""
    admin.go(PEOPLE)
    admin.press("Invite a person", "link")
    admin.field("First name").fill("Nova")
    admin.field("Last name").fill(last_name)
    admin.field("E-mail").fill(address)
    admin.page.get_by_label("Role", exact=True).get_by_label(role, exact=True).check()
    if area:
        admin.page.locator("label").filter(has_text=area).click()
    admin.press("Send the invitation")
    assert f"gets an invitation by mail, to {address}" in admin.page.locator("body").inner_text()
    return admin.path()


def links_to(product: Product, address: str, *, number: int = 1) -> list[str]:
    """The links in this person's mails, once so many have come."""
    ends_at = time.monotonic() + 120
    while len(texts := product.mailbox.texts_to(address)) < number:
        assert time.monotonic() < ends_at, f"No mail to {address}."
        time.sleep(0.2)
    return [link for text in texts for link in LINK.findall(text)]


def newcomer(browser: Browser, product: Product) -> Visitor:
    """A browser that nobody ever signed in with."""
    return Visitor(browser.new_context(locale="en", viewport=WIDE).new_page(), product.url)


def accept(me: Visitor, link: str) -> None:
    """Follow the link and choose a password."""
    me.go(link)
    me.field("Password").fill(NEW_PASSWORD)
    me.field("Password (again)").fill(NEW_PASSWORD)
    me.press("Set the password and start")


def sign_in(me: Visitor, address: str) -> None:
    """By hand, with the password that was chosen."""
    me.page.locator("#id_login").fill(address)
    me.page.locator("#id_password").fill(NEW_PASSWORD)
    me.press("Sign in")
