"""Every component renders, is wired for screen readers, and refuses what it cannot draw."""

import re
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from django.utils.safestring import mark_safe

from apps.core.templatetags.ui_marks import browser_name, icon_names, initials_of
from apps.core.timeline import KINDS, TimelineEntry
from apps.users.roles import FACTS, Role
from tests.core.kitchen_sink import Everything, Page, nobody, page, person, render, request

NOON = datetime(2026, 12, 3, 12, 0, tzinfo=UTC)


class Ids(HTMLParser):
    """Collects ids, and the ids that attributes point to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.wanted: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what this element is called and what it names."""
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in {"for", "aria-describedby", "aria-labelledby", "popovertarget"}:
                self.wanted.update((value or "").split())


def field(name: str, data: Any = None, words: str = "") -> str:
    return render(f"{{% load ui %}}{{% field form.{name} {words} %}}", {"form": Everything(data)})


@pytest.mark.parametrize("data", [None, {}], ids=["fresh", "with every message"])
def test_the_page_with_every_component_points_to_nothing_that_is_not_there(data: Any) -> None:
    found = Ids(page(data=data))
    assert len(found.ids) == len(set(found.ids))
    assert found.wanted <= set(found.ids)


def test_nothing_inline_that_the_content_security_policy_would_block() -> None:
    html = page(data={})
    assert " style=" not in html
    assert "<style" not in html
    assert " onclick=" not in html
    assert html.count("<script") == html.count("<script src") + html.count('<script type="module" src')


@pytest.mark.parametrize("role", Role)
def test_the_side_is_on_the_page_as_a_word_with_its_meaning(role: Role) -> None:
    side, html = FACTS[role].side, page(role=role)
    assert f'data-side="{side.value}"' in html
    assert f'<span class="side-badge-word">{side.label}</span>' in html
    assert f'title="{side.sentence}"' in html


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_the_chosen_theme_is_in_the_first_byte(theme: str) -> None:
    assert f'data-theme="{theme}"' in page(theme=theme)


def test_an_unknown_theme_follows_the_system() -> None:
    assert 'data-theme="auto"' in page(theme='"><script>')


def test_nobody_signed_in_gets_no_navigation() -> None:
    html = render('{% extends "base.html" %}', by=nobody())
    assert 'id="navigation"' not in html
    assert 'id="main"' in html


def test_a_frame_without_a_user_at_all() -> None:
    made = request()
    del made.user
    assert 'id="main"' in render(
        '{% extends "core/document.html" %}{% block body %}<i id="main">{% endblock %}', by=made
    )


# --- marks ------------------------------------------------------------------------------------------------------------


def test_an_icon_is_decoration_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in render('{% load ui %}{% icon "calendar" %}')
    labelled = render('{% load ui %}{% icon "lock" label="Locked" %}')
    assert 'role="img" aria-label="Locked"' in labelled
    assert "vendor/icons.svg#lock" in labelled


def test_an_unknown_icon_raises() -> None:
    with pytest.raises(ValueError, match=r"unicorn.*icons\.txt"):
        render('{% load ui %}{% icon "unicorn" %}')


def test_every_kind_of_timeline_entry_has_its_icon() -> None:
    assert {icon for icon, _label in KINDS.values()} <= icon_names()


def test_an_unknown_tone_raises() -> None:
    with pytest.raises(ValueError, match="pinkish"):
        render('{% load ui %}{% status "Odd" tone="pinkish" %}')


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Dr. Ana de Souza", "AS"),
        ("Prof. Dr. Łukasz Żak", "ŁŻ"),
        ("Madonna", "M"),
        ("", ""),
        ("李 小龍", "李小"),
        ("van 't Hoff", "VH"),
    ],
)
def test_initials(name: str, initials: str) -> None:
    assert initials_of(name) == initials


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/1 Safari/537.36",
            "Chrome, Linux",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/1 Safari/537 Edg/1", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Android 15; Mobile; rv:1) Gecko/1 Firefox/1", "Firefox, Android"),
        ("nightly-sync/3", "nightly-sync/3"),
        ("", ""),
    ],
)
def test_browsers_by_name(line: str, name: str) -> None:
    assert browser_name(line) == name


def test_progress_asks_again_until_it_is_over() -> None:
    source = '{% load ui %}{% progress 1200 5000 label="Rows" poll_url="/job/" is_over=over %}'
    running, over = render(source, {"over": False}), render(source, {"over": True})
    assert 'hx-get="/job/"' in running
    assert 'hx-get="/job/"' not in over
    assert 'value="1200" max="5000"' in over
    assert "1,200 of 5,000" in over


def test_progress_without_a_known_total_is_indeterminate() -> None:
    html = render('{% load ui %}{% progress 1200 0 label="Rows" %}')
    assert "value=" not in html
    assert "1,200" in html


def test_a_message_offers_undo_only_where_it_was_told_where() -> None:
    html = render('{% include "components/messages.html" %}')
    assert html.count("<form") == 1
    assert '<form action="/undo/" method="post">' in html
    assert "csrfmiddlewaretoken" in html


# --- fields -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["name", "when", "channel", "people", "is_safe"])
def test_a_field_names_its_help_and_its_message(name: str) -> None:
    html = field(name, {})
    assert f'id="id_{name}_error"' in html
    assert 'aria-invalid="true"' in html
    assert "This field is required." in html
    assert Ids(html).wanted <= set(Ids(html).ids)
    assert f"id_{name}_error" in Ids(html).wanted


def test_a_field_without_fault_says_nothing_about_one() -> None:
    html = field("name", {"name": "Ann"})
    assert "aria-invalid" not in html
    assert "is-invalid" not in html
    assert 'aria-describedby="id_name_helptext"' in html


def test_radios_are_a_group_that_names_its_message() -> None:
    html = field("kind", {})
    assert html.count('type="radio"') == 3
    assert 'role="radiogroup"' in html
    assert 'aria-required="true"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_kind_helptext id_kind_error"' in html
    assert "<legend" in html


def test_checkboxes_of_a_group_are_no_radio_group() -> None:
    html = field("topics")
    assert html.count('type="checkbox"') == 3
    assert "radiogroup" not in html


def test_other_words_become_attributes() -> None:
    html = field("notes", words='rows=7 data_combobox_url="/x/" class="wide"')
    assert 'rows="7"' in html
    assert 'data-combobox-url="/x/"' in html


def test_dressing_one_form_leaves_the_next_alone() -> None:
    field("name", {})
    assert "is-invalid" not in field("name")


def test_a_misspelt_field_raises() -> None:
    with pytest.raises(ValueError, match="needs a form field"):
        field("nmae")


def test_the_label_can_be_replaced_and_hidden() -> None:
    html = field("name", words='label="Badge name" hide_label=True')
    assert "Badge name" in html
    assert "visually-hidden" in html


def test_form_errors_link_to_each_field_and_are_silent_without_any() -> None:
    source = "{% load ui %}{% form_errors form other %}"
    html = render(source, {"form": Everything({}), "other": Everything()})
    assert 'role="alert"' in html
    assert 'href="#id_name_field"' in html
    assert "Please look at 6 things again" in html
    assert render(source, {"form": Everything(), "other": Everything()}).strip() == ""


def test_a_fault_of_the_whole_form_is_said_without_counting_fields() -> None:
    form = Everything({})
    form.errors.clear()
    form.add_error(None, "These two do not fit.")
    html = render("{% load ui %}{% form_errors form %}", {"form": form})
    assert "<strong>These two do not fit.</strong>" in html
    assert "<li>" not in html


# --- lists ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "order", "link"),
    [
        ("/?q=a&cursor=x", "none", "?q=a&amp;sort=name"),
        ("/?sort=name&q=a", "ascending", "?q=a&amp;sort=-name"),
        ("/?sort=-name&q=a", "descending", "?q=a&amp;sort=name"),
        ("/?sort=city", "none", "?sort=name"),
    ],
)
def test_sorting_keeps_the_filters_and_starts_at_the_first_page(path: str, order: str, link: str) -> None:
    html = render('{% load ui %}{% sort_header "name" "Name" %}', by=request(path))
    assert f'aria-sort="{order}"' in html
    assert f'href="{link}"' in html


def test_the_list_may_be_sorted_without_the_address_saying_so() -> None:
    html = render('{% load ui %}{% sort_header "name" "Name" %}', {"page": Page(sort="-name")})
    assert 'aria-sort="descending"' in html


def test_paging_keeps_the_filters() -> None:
    html = render("{% load ui %}{% pager page %}", {"page": Page(previous="")}, by=request("/?q=a&cursor=x"))
    assert 'href="?q=a&amp;cursor=after"' in html
    assert "Previous" not in html


def test_one_page_needs_no_paging() -> None:
    assert render("{% load ui %}{% pager page %}", {"page": Page("", "")}).strip() == ""


def test_folded_filters_open_while_one_is_set() -> None:
    source = "{% load ui %}{% filter_bar form %}{% endfilter_bar %}"
    html = render(source, {"form": Everything()}, by=request("/?name=Ann&sort=-name"))
    assert '<details class="filter-more" open>' in html
    assert '<input type="hidden" name="sort" value="-name">' in html
    assert "Clear" in html
    assert "Clear" not in render(source, {"form": Everything()})


def test_an_envelope_is_locked_in_words() -> None:
    html = render(
        "{% load ui %}{% timeline entries %}", {"entries": [TimelineEntry("envelope", NOON, "Contact")]}
    )
    assert "is-locked" in html
    assert "not visible to your side" in html


def test_years_are_those_of_the_readers_calendar() -> None:
    entry = TimelineEntry("note", datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "Late")
    with timezone.override("Europe/Berlin"):
        assert "2027</h3>" in render("{% load ui %}{% timeline entries %}", {"entries": [entry]})


def test_an_empty_value_says_so_and_zero_is_a_value() -> None:
    html = render("{% load ui %}{% definitions pairs %}", {"pairs": [("City", ""), ("Visits", 0)]})
    assert html.count("Not recorded") == 1
    assert "<dd>0</dd>" in html


def test_values_are_escaped_and_safe_ones_are_not() -> None:
    pairs = [("A", "<b>x"), ("B", mark_safe("<i>y</i>"))]
    html = render("{% load ui %}{% definitions pairs %}", {"pairs": pairs})
    assert "&lt;b&gt;x" in html
    assert "<i>y</i>" in html


def test_a_block_keeps_markup_and_escapes_values() -> None:
    html = render("{% load ui %}{% card title=name %}<b>{{ name }}</b>{% endcard %}", {"name": "<u>"})
    assert "<b>&lt;u&gt;</b>" in html
    assert "<u>" not in html


def test_comparing_offers_a_choice_only_when_asked() -> None:
    row = {"label": "Notes", "name": "notes", "mine": "M", "theirs": "T", "before": ""}
    source = "{% load ui %}{% diff_table rows is_choice=choice %}"
    assert 'name="keep_notes" value="theirs"' in render(source, {"rows": [row], "choice": True})
    assert "<input" not in render(source, {"rows": [row], "choice": False})


# --- times ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (NOON, "Today 13:00"),
        (NOON + timedelta(days=1), "Tomorrow 13:00"),
        (NOON - timedelta(days=1), "Yesterday 13:00"),
        (NOON + timedelta(hours=11, minutes=30), "Tomorrow 00:30"),
        (datetime(2025, 7, 1, 8, 5, tzinfo=UTC), "1 Jul 2025 10:05"),
        (date(2026, 12, 3), "Today"),
        (date(1970, 1, 2), "2 Jan 1970"),
    ],
)
def test_times_in_the_readers_zone(value: date, words: str) -> None:
    with time_machine.travel(NOON, tick=False), timezone.override("Europe/Berlin"):
        assert f">{words}</time>" in render("{% load ui %}{% local_time value %}", {"value": value})


def test_the_full_time_and_its_zone_are_in_the_title() -> None:
    with timezone.override("Europe/Berlin"):
        html = render("{% load ui %}{% local_time value %}", {"value": NOON})
    assert 'title="Thursday 3 December 2026, 13:00 CET"' in html
    assert 'datetime="2026-12-03T13:00+01:00"' in html


def test_no_time_shows_what_was_asked_for() -> None:
    assert render('{% load ui %}{% local_time value empty="never" %}', {"value": None}) == "never"


def test_the_person_in_the_menu_is_escaped() -> None:
    assert "<b>Eve" not in page(last_name="<b>Eve")
    assert person().email in page()


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    named = re.compile(r"""(?:\{% icon |\bicon=|\bmark=)"([a-z0-9-]+)\"""")
    used = {
        name
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in named.findall(path.read_text())
    }
    assert len(used) > 20
    assert used <= icon_names()
