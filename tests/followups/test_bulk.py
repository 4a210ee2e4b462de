"""The same step for many: each row by itself, a result for each, undone where the state allows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.models import new_id
from apps.followups.bulk import MOST, packed, unpacked
from apps.followups.models import Commitment
from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import WebClient

URL = "/follow-ups/bulk/"
Make = Callable[..., Commitment]


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    """The liaison's browser."""
    return sign_in(msl)


def sent(step: str, *rows: Commitment, **values: Any) -> dict[str, Any]:
    return {"do": step, "ids": [str(row.pk) for row in rows], **values}


def test_what_was_done_is_said(web: WebClient, make: Make, other_msl: User) -> None:
    day = timezone.localdate() + timedelta(days=14)
    said = [
        ("move", {"due_on": day.isoformat()}, f"2 promises are now due on {day.day} {day:%b %Y}."),
        ("keep", {"evidence": "Sent to both."}, "2 promises are kept."),
    ]
    rows = [make(), make(in_days=1)]
    for step, values, words in said:
        assert words in web.post(URL, sent(step, *rows, **values), follow=True).content.decode()


def test_with_nothing_left_there_is_no_button(web: WebClient, make: Make) -> None:
    kept = make()
    Commitment.objects.filter(pk=kept.pk).update(
        state="done", evidence="Sent.", closed_on=timezone.localdate()
    )
    page = web.get(URL, sent("cancel", kept)).content.decode()
    assert "Left out" in page
    assert '<button type="submit" class="btn btn-primary">' not in page
    assert (
        '<button type="submit" class="btn btn-primary">'
        in web.get(URL, sent("cancel", make())).content.decode()
    )


@pytest.mark.parametrize(
    ("step", "values", "column", "expected"),
    [
        ("keep", {"evidence": "Sent to both."}, "state", "done"),
        ("cancel", {"reason": "Moved abroad."}, "state", "cancelled"),
        ("rank", {"priority": "3"}, "priority", 3),
        ("move", {"due_on": "in two weeks"}, "due_on", timedelta(days=14)),
        ("snooze", {"until": "in two weeks"}, "snoozed_until", timedelta(days=14)),
    ],
)
def test_each_step_for_two(
    web: WebClient, make: Make, step: str, values: dict[str, str], column: str, expected: Any
) -> None:
    rows = [make(), make(in_days=1)]
    for _time in range(2):  # sent twice
        assert web.post(URL, sent(step, *rows, **values)).status_code in {200, 302}
    if isinstance(expected, timedelta):
        expected = timezone.localdate() + expected
    assert {getattr(row, column) for row in Commitment.objects.all()} == {expected}


def test_many_are_handed_over(web: WebClient, msl: User, make: Make) -> None:
    colleague = UserFactory(role="msl", team=msl.team)
    web.post(URL, sent("hand_over", make(), make(), to=str(colleague.pk)))
    assert {row.owner for row in Commitment.objects.all()} == {colleague}


def test_what_may_not_be_changed_is_told_and_the_rest_is_done(
    web: WebClient, make: Make, other_msl: User
) -> None:
    mine, theirs = make(), make()
    Commitment.objects.filter(pk=theirs.pk).update(owner=other_msl)
    page = web.get(URL, sent("keep", mine, theirs)).content.decode()
    assert "This promise belongs to" in page, "said before anything is typed"
    assert page.count('name="ids"') == 1
    answer = web.post(URL, sent("keep", mine, theirs, evidence="Sent.")).content.decode()
    for row in (mine, theirs):
        row.refresh_from_db()
    assert (mine.state, theirs.state) == ("done", "open")
    assert "Not done" in answer
    assert "This promise belongs to" in answer


def test_keeping_is_undone_for_all(web: WebClient, make: Make) -> None:
    rows = [make(), make()]
    page = web.post(URL, sent("keep", *rows, evidence="Sent."), follow=True).content.decode()
    undo = f"{URL}undo/{packed(row.pk for row in Commitment.objects.order_by('due_on', '-priority', 'id'))}/"
    assert f'action="{undo}"' in page
    web.post(undo)
    assert {row.state for row in Commitment.objects.all()} == {"open"}


def test_a_full_page_fits_into_the_message_that_undoes_it() -> None:
    keys = [new_id() for _number in range(MOST)]
    text = packed(keys)
    assert unpacked(text) == keys
    assert len(text) < 1_400
    assert unpacked("§§") == unpacked("") == []


def test_it_comes_back_to_where_it_was_asked_and_nowhere_else(web: WebClient, make: Make) -> None:
    typed = sent("rank", make(), priority="3")
    assert web.post(URL, typed | {"next": "/follow-ups/board/"}).headers["Location"] == "/follow-ups/board/"
    for address in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert web.post(URL, typed | {"next": address}).headers["Location"] == "/follow-ups/"


def test_nothing_chosen_is_told(web: WebClient) -> None:
    assert "Choose at least one" in web.get(URL, {"do": "keep"}, follow=True).content.decode()


def test_what_is_missing_is_asked_again(web: WebClient, make: Make) -> None:
    page = web.post(URL, sent("keep", make(), evidence="")).content.decode()
    assert "This field is required" in page
    assert not Commitment.objects.filter(state="done").exists()


def test_the_list_costs_the_same_for_few_and_many(web: WebClient, make: Make) -> None:
    def cost(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            web.get(url)
        return len(captured)

    make()
    urls = ("/follow-ups/", "/follow-ups/board/")
    for url in urls:
        cost(url)
    few = [cost(url) for url in urls]
    for _number in range(10):
        make()
    assert [cost(url) for url in urls] == few
