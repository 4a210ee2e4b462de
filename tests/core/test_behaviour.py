"""What the scripts promise, in a real browser: nothing typed is lost, keys act, choices can be searched."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.core import kitchen_sink
from tests.core.browsing import Kitchen, axe, chromium, kitchen_page, until, visit

COPY = "Object.entries(localStorage).find(([key]) => /^draft:.*:0190$/.test(key))?.[1] ?? null"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def opened(browser: Browser) -> Iterator[tuple[Page, Kitchen]]:
    with kitchen_page(browser, viewport={"width": 1440, "height": 900}) as opened_page:
        yield opened_page


def chosen(page: Page, name: str) -> list[str]:
    return list(
        page.eval_on_selector(f"#id_{name}", "select => [...select.selectedOptions].map(o => o.value)")
    )


# --- autosave ---------------------------------------------------------------------------------------------------------


def test_typing_is_saved_soon_after_it_stops(opened: tuple[Page, Kitchen]) -> None:
    page, kitchen = opened
    page.fill("#id_name", "Ann")
    expect(page.locator("[data-autosave-state]")).to_contain_text("Saved", timeout=4000)
    assert kitchen.saves[-1]["name"] == ["Ann"]
    assert "csrfmiddlewaretoken" not in kitchen.saves[-1]
    assert page.evaluate(COPY) is None, "the server has it, so no copy stays on the device"


def test_typing_without_a_pause_is_saved_at_least_each_four_seconds(opened: tuple[Page, Kitchen]) -> None:
    page, kitchen = opened
    page.focus("#id_notes")
    for _key in range(50):
        page.keyboard.type("a")
        page.wait_for_timeout(100)
    assert kitchen.saves, "five seconds of steady typing reached the server"


def test_what_the_server_did_not_get_is_offered_again(opened: tuple[Page, Kitchen]) -> None:
    page, kitchen = opened
    kitchen.is_down = True
    page.fill("#id_name", "Anna")
    page.locator("#id_kind_field").get_by_text("Cherry").click()
    expect(page.locator("[data-autosave-state]")).to_have_text("Offline: kept on this device", timeout=4000)
    visit(page, kitchen)
    note = page.locator(".note", has_text="newer version")
    expect(note).to_be_visible()
    assert axe(page) == []
    kitchen.is_down = False
    page.get_by_role("button", name="Use it").click()
    assert page.input_value("#id_name") == "Anna"
    assert page.locator("[name=kind]:checked").get_attribute("value") == "c"
    expect(page.locator("[data-autosave-state]")).to_contain_text("Saved", timeout=4000)
    assert kitchen.saves[-1]["name"] == ["Anna"]


def test_a_copy_can_be_discarded(opened: tuple[Page, Kitchen]) -> None:
    page, kitchen = opened
    kitchen.is_down = True
    page.fill("#id_name", "Anna")
    visit(page, kitchen)
    page.get_by_role("button", name="Discard it").click()
    assert page.evaluate(COPY) is None
    visit(page, kitchen)
    assert page.get_by_role("button", name="Use it").count() == 0


def test_it_is_tried_again_when_the_server_answers_badly(opened: tuple[Page, Kitchen]) -> None:
    page, kitchen = opened
    kitchen.save_status = 503
    page.fill("#id_name", "Ann")
    expect(page.locator("[data-autosave-state]")).to_have_text("Offline: kept on this device", timeout=4000)
    kitchen.save_status = 200
    expect(page.locator("[data-autosave-state]")).to_contain_text("Saved", timeout=8000)


def test_a_conflict_is_said_and_nothing_is_lost(opened: tuple[Page, Kitchen]) -> None:
    page, kitchen = opened
    kitchen.save_status = 409
    page.fill("#id_name", "Ann")
    expect(page.locator("[data-autosave-state]")).to_contain_text("Changed elsewhere", timeout=4000)
    assert "Ann" in page.evaluate(COPY)


def test_leaving_at_once_still_saves(opened: tuple[Page, Kitchen]) -> None:
    page, kitchen = opened
    page.fill("#id_name", "Bye")
    page.goto("about:blank")
    until(page, lambda: kitchen.saves and kitchen.saves[-1]["name"] == ["Bye"])


def test_the_page_after_the_final_submit_drops_the_copy(opened: tuple[Page, Kitchen]) -> None:
    page, kitchen = opened
    kitchen.is_down = True
    page.fill("#id_name", "Ann")
    source = (
        '{% extends "base.html" %}{% block content %}<div data-autosave-clear="0190"></div>{% endblock %}'
    )
    kitchen.html = kitchen_sink.render(source)
    visit(page, kitchen)
    until(page, lambda: page.evaluate(COPY) is None)


def test_a_form_that_came_back_is_saved_without_another_key(opened: tuple[Page, Kitchen]) -> None:
    page, kitchen = opened
    kitchen.html = kitchen.html.replace("data-autosave=", "data-autosave-sent data-autosave=")
    visit(page, kitchen)
    until(page, lambda: bool(kitchen.saves))


def test_passwords_and_the_token_never_enter_the_copy(opened: tuple[Page, Kitchen]) -> None:
    page, kitchen = opened
    kitchen.is_down = True
    page.evaluate("document.querySelector('#id_name').type = 'password'")
    page.fill("#id_name", "secret")
    page.fill("#id_notes", "words")
    copy = page.evaluate(COPY)
    assert "words" in copy
    assert "secret" not in copy
    assert "csrf" not in copy


# --- choices ----------------------------------------------------------------------------------------------------------


def test_choosing_by_keyboard_alone(opened: tuple[Page, Kitchen]) -> None:
    page, kitchen = opened
    box = page.get_by_role("combobox", name="People")
    box.fill("apf")
    option = page.locator("#id_people_list").get_by_role("option")
    expect(option).to_have_count(1)
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    assert axe(page) == []
    box.press("Enter")
    assert chosen(page, "people") == ["a", "b"]
    assert box.get_attribute("aria-expanded") == "false"
    box.press("Backspace")
    assert chosen(page, "people") == ["a"]
    assert kitchen.posts == []


def test_arrows_go_round(opened: tuple[Page, Kitchen]) -> None:
    page, _kitchen = opened
    box = page.get_by_role("combobox", name="People")
    box.press("ArrowDown")
    expect(page.locator("#id_people_list")).to_be_visible()
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == "id_people_list_2"
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == "id_people_list_0"
    box.press("Escape")
    expect(page.locator("#id_people_list")).to_be_hidden()


def test_a_chip_is_removed_by_its_button(opened: tuple[Page, Kitchen]) -> None:
    page, _kitchen = opened
    page.get_by_role("combobox", name="People").click()
    page.get_by_role("button", name="Remove Apple").click()
    assert chosen(page, "people") == []


def test_the_server_is_asked_with_the_fields_it_needs(opened: tuple[Page, Kitchen]) -> None:
    page, kitchen = opened
    page.select_option("#id_channel", "c")
    page.get_by_role("combobox", name="Guests").fill("bela")
    page.locator("#id_guests_list").get_by_role("option", name="Bela Invented").click()
    assert kitchen.asked[-1] == {"q": ["bela"], "channel": ["c"]}
    assert chosen(page, "guests") == ["B"]
    expect(page.locator(".combobox-chip", has_text="Bela Invented")).to_be_visible()


def test_nothing_found_is_said(opened: tuple[Page, Kitchen]) -> None:
    page, _kitchen = opened
    page.get_by_role("combobox", name="Guests").fill("zzz")
    expect(page.locator(".combobox-none:visible")).to_have_text("Nothing found")


def test_one_choice_goes_back_to_what_was_chosen_and_can_be_emptied(opened: tuple[Page, Kitchen]) -> None:
    page, _kitchen = opened
    box = page.get_by_role("combobox", name="Lead")
    assert box.input_value() == "Äpfel"
    box.fill("nobody at all")
    box.press("Tab")
    assert box.input_value() == "Äpfel"
    box.fill("")
    box.press("Tab")
    assert chosen(page, "lead") == [""]


def test_choices_are_autosaved_and_come_back(opened: tuple[Page, Kitchen]) -> None:
    page, kitchen = opened
    kitchen.is_down = True
    page.get_by_role("combobox", name="Guests").fill("ada")
    page.locator("#id_guests_list").get_by_role("option").click()
    visit(page, kitchen)
    page.get_by_role("button", name="Use it").click()
    expect(page.locator(".combobox-chip", has_text="Ada Invented")).to_be_visible()
    assert chosen(page, "guests") == ["A"]


# --- keys, forms, theme -----------------------------------------------------------------------------------------------


def test_keys_act_and_never_while_typing(opened: tuple[Page, Kitchen]) -> None:
    page, _kitchen = opened
    page.fill("#id_name", "")
    page.type("#id_name", "?l/")
    assert page.input_value("#id_name") == "?l/"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Single-key shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 0, "single keys can be switched off"


def test_a_double_press_sends_once(opened: tuple[Page, Kitchen]) -> None:
    page, kitchen = opened
    with page.expect_navigation():
        page.evaluate(
            """const form = document.querySelector("[data-submit-once]");
            form.noValidate = true;
            const press = () => form.querySelector("button[type=submit]").click();
            press(); press();"""
        )
    page.wait_for_load_state("networkidle")
    assert kitchen.posts == ["/save/"]


def test_the_first_fault_has_the_focus(browser: Browser) -> None:
    with kitchen_page(browser, data={}) as (page, _kitchen):
        until(page, lambda: page.evaluate("document.activeElement.id") == "id_name")
        page.locator(".form-errors").get_by_role("link", name="People").click()
        assert page.evaluate("document.activeElement.id") == "id_people_search"


def test_a_chosen_file_is_named(opened: tuple[Page, Kitchen]) -> None:
    page, _kitchen = opened
    page.set_input_files("#id_paper", {"name": "made-up.txt", "mimeType": "text/plain", "buffer": b"x"})
    expect(page.locator("[data-file-drop-chosen]")).to_have_text("1 file chosen: made-up.txt")


def test_leaving_an_ordinary_form_with_words_in_it_asks_first(browser: Browser) -> None:
    source = '{% extends "base.html" %}{% load ui %}{% block content %}'
    source += "<form data-dirty-guard>{% field form.name %}</form>{% endblock %}"
    html = kitchen_sink.render(source, {"form": kitchen_sink.Everything()})
    with kitchen_page(browser, html) as (page, kitchen):
        asked: list[str] = []

        def leave(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.accept()

        page.on("dialog", leave)
        visit(page, kitchen)
        assert asked == [], "nothing typed, nothing asked"
        page.type("#id_name", "words")
        visit(page, kitchen)
        assert asked == ["beforeunload"]
