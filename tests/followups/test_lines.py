"""A line is shown as it is understood while it is typed; what is changed there wins over the line."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from apps.catalog.models import TherapeuticArea
from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.followups.lines import LONGEST_LINES, PARTS, Reader, UnderstoodForm, typed_rows, understood_lines
from apps.followups.models import Commitment
from apps.notifications.models import Message
from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import WebClient

URL = "/follow-ups/"
#: A Sunday noon.
NOW = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    """The liaison's browser."""
    return sign_in(msl)


@pytest.fixture
def colleague(msl: User) -> User:
    """Somebody who could keep it instead."""
    return UserFactory(role="msl", team=msl.team, first_name="Yann", last_name="Keravel-Nguyen")


@pytest.fixture
def reader(msl: User, stakeholder: Stakeholder, colleague: User) -> Reader:
    """The liaison, about one person."""
    return Reader(msl, [stakeholder], [colleague], NOW)


def sent(form: UnderstoodForm) -> dict[str, str]:
    """The row as the browser sends it back."""
    return {part: str(form[part].value()) for part in ("line", *PARTS)}


def read(line: str, reader: Reader, rows: list[dict[str, str]] | None = None) -> UnderstoodForm:
    return understood_lines([line], rows or [], reader=reader, prefix="x")[0]


def test_what_was_changed_wins_and_the_rest_follows_the_line(reader: Reader) -> None:
    row = sent(read("send the abstract by fri", reader)) | {"what": "Send both abstracts"}
    again = read("send the abstract by 3 dec", reader, [row])
    assert again.is_valid()
    assert again.cleaned_data["what"] == "Send both abstracts"
    assert again.cleaned_data["due_on"] == date(2026, 12, 3)


def test_a_row_follows_its_line_when_another_is_put_before_it(reader: Reader) -> None:
    row = sent(read("call back", reader)) | {"due_on": "2026-12-24"}
    _first, second = understood_lines(["send it", "call back"], [row], reader=reader, prefix="x")
    assert second["due_on"].value() == "2026-12-24"


def test_a_colleague_is_named_with_an_at(reader: Reader, colleague: User) -> None:
    form = read("send the abstract @kerav by fri", reader)
    assert form.is_valid()
    assert (form.cleaned_data["owner"], form.cleaned_data["what"]) == (colleague, "Send the abstract")


def test_nobody_of_that_name_stays_in_the_line(reader: Reader, msl: User) -> None:
    form = read("ask @nobody", reader)
    assert form.is_valid()
    assert (form.cleaned_data["owner"], form.cleaned_data["what"]) == (msl, "Ask @nobody")


def test_a_day_on_which_nobody_works_is_said(reader: Reader) -> None:
    reader.user.calendar = "DE"
    form = read("call by 25 dec", reader)
    assert form.is_valid()
    assert form.day_words == "Fri 25 Dec is Christmas Day."
    late = read("call by sat", reader)
    assert late.is_valid()
    assert late.day_words == "Sat 28 Nov is not a working day."


def test_rows_of_a_draft_are_found() -> None:
    kept = {"u-0-line": "a", "u-0-what": "A", "u-1-line": "b", "u-3-line": "lost"}
    assert [row["line"] for row in typed_rows(kept, "u")] == ["a", "b"]


# --- in the form that logs a talk ---


def test_the_fragment_shows_each_line(web: WebClient, stakeholder: Stakeholder) -> None:
    data = {
        "prefix": "promises-understood",
        "promises-lines": "send the abstract by fri\n\ncall back",
        "stakeholders": [str(stakeholder.pk)],
    }
    page = web.post(f"{URL}understood/", data).content.decode()
    assert 'value="Send the abstract"' in page
    assert 'name="promises-understood-1-what"' in page
    assert f'value="{stakeholder.pk}"' in page


def test_what_was_changed_under_a_line_is_saved(
    web: WebClient, posted: dict[str, Any], stakeholder: Stakeholder, colleague: User
) -> None:
    line = "send the abstract by fri"
    row = {"line": line, "what": "Send two abstracts", "stakeholder": "", "due_on": "", "owner": colleague.pk}
    rows = {f"promises-understood-0-{part}": str(value) for part, value in row.items()}
    web.post(f"/interactions/{new_id()}/log/", posted | {"promises-lines": line} | rows)
    made = Commitment.objects.get()
    assert (made.what, made.stakeholder, made.owner) == ("Send two abstracts", stakeholder, colleague)
    assert Message.objects.filter(recipient=colleague, kind="commitment_given").exists()


def test_somebody_who_was_not_there_is_refused(
    web: WebClient, posted: dict[str, Any], stakeholder: Stakeholder
) -> None:
    other = type(stakeholder).objects.create(first_name="Ada", last_name="Elsewhere")
    rows = {
        "promises-understood-0-line": "send it",
        "promises-understood-0-stakeholder": str(other.pk),
    }
    page = web.post(f"/interactions/{new_id()}/log/", posted | {"promises-lines": "send it"} | rows)
    assert "Choose somebody who was there" in page.content.decode()
    assert not Commitment.objects.exists()


def test_changed_parts_are_drafted_with_the_form(web: WebClient, posted: dict[str, Any]) -> None:
    id = new_id()
    rows = {"promises-understood-0-line": "send it", "promises-understood-0-what": "Send all of it"}
    web.post(f"/interactions/{id}/draft/log/", posted | {"promises-lines": "send it"} | rows)
    page = web.get(f"/interactions/{id}/log/").content.decode()
    assert '<input type="hidden" name="promises-understood-0-what" value="Send all of it">' in page
    assert 'hx-trigger="load, input' in page, "it is shown at once"


# --- on the page of a person ---


def quick(person: Stakeholder, area: TherapeuticArea, line: str, **changes: str) -> dict[str, Any]:
    """The line as a browser sends it."""
    return {
        "quick-id": str(new_id()),
        "quick-lines": line,
        "quick-therapeutic_area": str(area.pk),
        "stakeholders": str(person.pk),
        **changes,
    }


def test_a_line_is_saved_on_the_page_and_taken_back(
    web: WebClient, stakeholder: Stakeholder, area: TherapeuticArea
) -> None:
    page = web.get(stakeholder.get_absolute_url()).content.decode()
    assert page.count('data-shortcut="p"') == 1, "one box"
    data = quick(stakeholder, area, "send the abstract by fri")
    for _time in range(2):
        answer = web.post(f"{URL}quick/", data, headers={"HX-Request": "true"}).content.decode()
    made = Commitment.objects.get()
    assert "Send the abstract" in answer
    assert 'hx-swap-oob="true"' in answer
    assert f'action="{URL}{made.pk}/take-back/"' in answer
    web.post(f"{URL}{made.pk}/take-back/")
    made.refresh_from_db()
    assert made.state == "cancelled"
    assert not Message.objects.filter(cause_id=made.pk, state="waiting").exists()


def test_without_script_it_is_saved_and_comes_back(
    web: WebClient, stakeholder: Stakeholder, area: TherapeuticArea
) -> None:
    answer = web.post(f"{URL}quick/", quick(stakeholder, area, "call back"))
    assert answer.headers["Location"] == stakeholder.get_absolute_url()
    assert Commitment.objects.get().what == "Call back"


def test_what_is_wrong_under_the_line_is_told_there(
    web: WebClient, stakeholder: Stakeholder, area: TherapeuticArea
) -> None:
    changed = {"quick-understood-0-line": "call", "quick-understood-0-due_on": "soonish"}
    answer = web.post(
        f"{URL}quick/", quick(stakeholder, area, "call", **changed), headers={"HX-Request": "true"}
    ).content.decode()
    assert "This is not a day to come" in answer
    assert 'value="soonish"' in answer
    assert not Commitment.objects.exists()


def test_nobody_promises_to_whom_they_cannot_see(web: WebClient, area: TherapeuticArea) -> None:
    nobody = Stakeholder(first_name="No", last_name="Body")
    assert web.post(f"{URL}quick/", quick(nobody, area, "call")).status_code == 404


def test_the_day_in_the_form_says_that_it_is_off(msl: User, web: WebClient) -> None:
    User.objects.filter(pk=msl.pk).update(calendar="DE")
    assert web.get(f"{URL}day/?due_on=2026-12-25").content.decode() == "Fri 25 Dec is Christmas Day."
    assert web.get(f"{URL}day/?due_on=2026-12-23").content == b""
    assert web.get(f"{URL}day/?due_on=soonish").content == b""


def test_more_than_the_form_takes_is_not_read(web: WebClient, stakeholder: Stakeholder) -> None:
    """What is typed is read on each key, so a paste of megabytes must not keep a worker."""
    typed = {"prefix": "promises-understood", "promises-lines": "send it\n" * 1_000}
    answer = web.post("/follow-ups/understood/", typed | {"stakeholders": str(stakeholder.pk)})
    assert answer.content.count(b'-line" value') <= LONGEST_LINES // len("send it\n")
