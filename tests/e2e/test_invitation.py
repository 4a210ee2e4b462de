"""The whole way of an invitation in real browsers, and of somebody who is moved to the other side."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import Windows
from tests.e2e.look import problems
from tests.e2e.newcomers import PEOPLE, accept, invite, links_to, newcomer, sign_in
from tests.e2e.product import Product
from tests.e2e.visitor import Visitor
from tests.users.factors import FACTOR, code_of

Newcomers = Callable[[], Visitor]


@pytest.fixture
def fresh(browser: Browser, product: Product) -> Iterator[Newcomers]:
    """Browsers of people who were never here."""
    opened: list[Visitor] = []

    def made() -> Visitor:
        opened.append(newcomer(browser, product))
        return opened[-1]

    yield made
    for me in opened:
        me.page.context.close()


def row_of(admin: Visitor, last_name: str) -> str:
    """The line of somebody in the list of people."""
    admin.go(f"{PEOPLE}?q={last_name}")
    return admin.page.get_by_role("row").filter(has_text=last_name).inner_text()


def test_a_liaison_lands_on_the_first_page(visit: Windows, fresh: Newcomers, product: Product) -> None:
    admin, me, address = visit("admin"), fresh(), "nova.liaison@company.example"
    invite(admin, address, role="Medical science liaison", last_name="Liaison", area="Haematology-Oncology")
    assert problems(admin) == []
    (link,) = links_to(product, address)
    assert "Invited" in row_of(admin, "Liaison")
    assert "expires" in row_of(admin, "Liaison")
    me.go(link)
    assert problems(me) == []
    assert link not in me.page.url
    accept(me, link)
    assert me.path() == "/interactions/my-day/"
    assert me.faults == []
    assert "Invited" not in row_of(admin, "Liaison")
    late = fresh()
    assert late.go(link) == 410
    assert problems(late) == []
    assert "ask your administrator" in late.main()


def test_withdrawn_and_sent_again(visit: Windows, fresh: Newcomers, product: Product) -> None:
    admin, me, address = visit("admin"), fresh(), "nova.regret@company.example"
    page = invite(admin, address, role="Key account manager", last_name="Regret")
    (old,) = links_to(product, address)
    admin.go(page)
    admin.press("Withdraw the invitation")
    assert "Invitation withdrawn" in admin.main()
    assert problems(admin) == []
    assert me.go(old) == 410
    admin.press("Send the invitation again")
    old_again, new = links_to(product, address, number=2)
    assert (me.go(old_again), old_again) == (410, old)
    accept(me, new)
    assert "/account/" not in me.path()


def test_who_needs_a_second_factor_is_led_to_it(visit: Windows, fresh: Newcomers, product: Product) -> None:
    admin, me, address = visit("admin"), fresh(), "nova.desk@company.example"
    invite(admin, address, role="Commercial lead", last_name="Desk")
    accept(me, links_to(product, address)[0])
    assert me.path() == FACTOR
    assert "Your role needs a second factor." in me.main()
    assert problems(me) == []
    me.go("/stakeholders/")
    assert me.path() == FACTOR, "another page opened without a second factor"
    me.press("Set up an app", "link")
    secret = me.page.locator("[data-secret]").inner_text()
    me.page.locator("#id_code").fill(code_of(secret))
    me.press("Use this app")
    me.press("I have kept them", "link")
    assert "/account/" not in me.path()
    assert me.faults == []


def test_a_liaison_who_becomes_key_account_manager(
    visit: Windows, fresh: Newcomers, product: Product
) -> None:
    admin, me, address = visit("admin"), fresh(), "nova.mover@company.example"
    page = invite(
        admin, address, role="Medical science liaison", last_name="Mover", area="Haematology-Oncology"
    )
    accept(me, links_to(product, address)[0])
    assert me.go("/kols/") == 200

    admin.go(page)
    admin.page.get_by_label("Role", exact=True).get_by_label("Key account manager", exact=True).check()
    admin.press("Save")
    assert "From Medical to Commercial." in admin.main()
    assert problems(admin) == []
    admin.field("Why").fill("Takes over the accounts of the north.")
    admin.field("Yes, this person changes sides").check()
    admin.press("Save")

    me.menu("My day")
    assert me.path().startswith("/account/sign-in/"), "the open window went on after the change of sides"
    sign_in(me, address)
    # The page that the click had asked for is medical: refused, with a way to the start.
    assert "This is not open to you" in me.main()
    me.press("Back to the start", "link")
    assert me.path() == "/contacts/"
    assert "COMMERCIAL" in me.page.locator("header").first.inner_text().upper()
    for medical in ("/kols/", "/interactions/", "/interactions/my-day/"):
        assert me.go(medical) in {403, 404}, medical

    admin.go(page)
    admin.press("History", "link")
    assert "Takes over the accounts of the north." in admin.main()
    assert "Medical science liaison" in admin.main()
    assert problems(admin) == []
