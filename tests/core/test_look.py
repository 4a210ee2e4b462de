"""Every component in a real browser: axe finds nothing, nothing overflows, nothing fails; also without scripts."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from apps.core.context import ACCENTS
from apps.users.roles import Role
from tests.core import kitchen_sink
from tests.core.browsing import axe, chromium, kitchen_page, visit

WIDE: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LOGINS = [{"email": "mira@demo.example", "role": "Medical science liaison", "sentence": "Talks science."}]
SIDES = [Role.MSL, Role.KAM, Role.COMPLIANCE, Role.SAFETY, Role.ADMINISTRATOR, Role.MSL]
MARKS = """{% extends "base.html" %}{% load ui %}{% block header %}{% page_header "Marks" %}
<a class="btn btn-primary" href="/">Go</a>{% endpage_header %}{% endblock %}{% block content %}{% tabs "Tabs" %}
{% tab "/" "One" True %}{% endtabs %}{% card title="Card" %}{% status "Accent" tone="accent" %} <a href="/">link</a>
{% field form.kind %}{% endcard %}{% endblock %}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def sideways(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("data", [None, {}], ids=["fresh", "with every message"])
def test_nothing_wrong_with_any_component(browser: Browser, scheme: str, screen: Any, data: Any) -> None:
    with kitchen_page(browser, data=data, color_scheme=scheme, **screen) as (page, kitchen):
        assert axe(page) == []
        assert sideways(page) == 0
        assert kitchen.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_side_and_every_accent_can_be_read(browser: Browser, scheme: str) -> None:
    with kitchen_page(browser, "<title>.</title>", color_scheme=scheme, **PHONE) as (page, kitchen):
        for role, accent in zip(SIDES, ACCENTS, strict=True):
            made = kitchen_sink.request(role=role)
            html = kitchen_sink.render(MARKS, kitchen_sink.context(), by=made)
            kitchen.html = html.replace('data-accent="blue"', f'data-accent="{accent}"')
            visit(page, kitchen)
            assert axe(page) == []
            assert sideways(page) == 0
            assert page.locator(".side-badge-word").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_menus_and_dialogs_can_be_read(browser: Browser, scheme: str) -> None:
    with kitchen_page(browser, color_scheme=scheme, **PHONE) as (page, _kitchen):
        for opener in (".app-menu-button", ".side-badge", ".app-user", ".page-head summary"):
            page.click(opener)
            assert axe(page) == []
            page.keyboard.press("Escape")
        page.click(".page-head summary")
        page.get_by_role("button", name="Cancel it").click()
        assert page.get_by_role("dialog").is_visible()
        assert axe(page) == []


def test_fingers_hit_what_they_aim_at(browser: Browser) -> None:
    with kitchen_page(browser, **PHONE) as (page, _kitchen):
        small = page.evaluate(
            """[...document.querySelectorAll("main :is(.btn, .form-control, .form-select, summary), .app-top button")]
            .filter((e) => e.checkVisibility() && !e.matches(".side-badge"))
            .filter((e) => e.getBoundingClientRect().height < 44)
            .map((e) => `${e.outerHTML.slice(0, 90)} ${e.getBoundingClientRect().height}`)"""
        )
        assert small == []


def test_the_frame_stays_while_the_page_moves(browser: Browser) -> None:
    with kitchen_page(browser, **WIDE) as (page, _kitchen):
        page.evaluate("scrollTo({top: 1500, behavior: 'instant'})")
        assert page.evaluate("scrollY") > 1000
        assert page.evaluate("document.querySelector('.app-nav').getBoundingClientRect().top") == 0
        assert page.evaluate("document.querySelector('.app-top').getBoundingClientRect().top") == 0


def test_without_scripts_the_menu_opens_and_the_form_is_complete(browser: Browser) -> None:
    with kitchen_page(browser, java_script_enabled=False, **PHONE) as (page, _kitchen):
        page.click(".app-menu-button")
        assert page.locator(".app-nav").is_visible()
        page.keyboard.press("Escape")
        page.locator("#id_people").select_option(["b"])
        assert page.locator("[data-message-close]").count() == 4
        assert not page.locator("[data-message-close]").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_sign_in_page(browser: Browser, scheme: str, screen: Any) -> None:
    values = {"form": kitchen_sink.Login(), "demo_logins": LOGINS}
    html = kitchen_sink.render('{% extends "account/login.html" %}', values, by=kitchen_sink.nobody())
    with kitchen_page(browser, html, color_scheme=scheme, **screen) as (page, kitchen):
        assert axe(page) == []
        assert sideways(page) == 0
        use = page.get_by_role("button", name="Use this mira@demo.example")
        assert screen is WIDE or use.bounding_box()["height"] >= 44  # type: ignore[index]
        use.click()
        assert page.input_value("#id_login") == "mira@demo.example"
        assert page.input_value("#id_password") == "demo"
        assert kitchen.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_failure(browser: Browser, scheme: str) -> None:
    with kitchen_page(browser, "<title>.</title>", color_scheme=scheme, **PHONE) as (page, kitchen):
        for name in ("400.html", "403.html", "403_csrf.html", "404.html", "500.html"):
            values = {"exception": "Only its owner may."}
            kitchen.html = kitchen_sink.render(f'{{% extends "{name}" %}}', values)
            visit(page, kitchen)
            assert axe(page) == []
            assert page.get_by_role("link", name="Back to the start").is_visible()
        assert kitchen.faults == []
