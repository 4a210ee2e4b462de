"""The inbox of the safety desk, its clock, and the steps of an item."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.firewall.roles import acting_as
from apps.safety.actions import move_item
from apps.safety.models import SafetyItem
from apps.safety.queries import hours_taken, is_late
from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import PERSONAS, WebClient

URL = "/safety/"


@pytest.fixture
def item(msl: User) -> SafetyItem:
    return flagged(msl, hours=3)


@pytest.fixture
def desk(safety: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(safety)


def flagged(by: User, *, hours: int, **values: Any) -> SafetyItem:
    aware_at = timezone.now() - timedelta(hours=hours, minutes=5)
    return SafetyItem.objects.create(reported_by=by, description="Rash", aware_at=aware_at, **values)


def move(by: User, item: SafetyItem, *steps: str, reason: str = "") -> SafetyItem:
    for to in steps:
        with acting_as(by.side):
            item = move_item(by=by, item=item, to=to, reason=reason)
    return item


# --- the inbox ---


@pytest.mark.parametrize("name", PERSONAS)
def test_who_opens_it(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient], item: SafetyItem
) -> None:
    client = sign_in(persona(name))
    may_read = name in {"safety", "compliance"}
    assert client.get(URL).status_code == (200 if may_read else 403)
    assert client.get(f"{URL}{item.pk}/").status_code == (200 if may_read else 404)


def test_the_longest_known_comes_first(desk: WebClient, msl: User) -> None:
    new, old = flagged(msl, hours=1), flagged(msl, hours=50)
    assert [row["item"] for row in desk.get(URL).context["rows"]] == [old, new]


def test_it_shows_what_is_to_be_worked_on(desk: WebClient, msl: User, safety: User) -> None:
    to_do, done = flagged(msl, hours=1), flagged(msl, hours=2)
    move(safety, done, "not_a_report", reason="Known and labelled")
    assert [row["item"] for row in desk.get(URL).context["rows"]] == [to_do]
    assert [row["item"] for row in desk.get(URL, {"state": "not_a_report"}).context["rows"]] == [done]
    assert len(desk.get(URL, {"state": "all"}).context["rows"]) == 2


def test_an_empty_inbox_says_so(desk: WebClient) -> None:
    assert "Nothing to work on" in desk.get(URL).content.decode()


def test_as_many_queries_for_a_long_list(desk: WebClient) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            desk.get(URL)
        return len(captured)

    for _number in range(5):
        flagged(UserFactory(), hours=1)
    queries()
    few = queries()
    for _number in range(45):
        flagged(UserFactory(), hours=1)
    assert queries() == few <= 15


# --- the clock ---


def test_the_clock_runs_from_first_awareness(desk: WebClient, item: SafetyItem) -> None:
    assert hours_taken(item) == 3
    assert "21 h left of 24 h" in desk.get(URL).content.decode()


@pytest.mark.parametrize(("hours", "late"), [(23, False), (24, True), (100, True)])
def test_late_after_the_limit(msl: User, desk: WebClient, hours: int, late: bool) -> None:
    assert is_late(flagged(msl, hours=hours)) is late
    assert ("over the 24 h limit" in desk.get(URL).content.decode()) is late


def test_how_late_is_said_in_words(msl: User, safety: User, desk: WebClient) -> None:
    item = flagged(msl, hours=70)
    assert "46 h over the 24 h limit" in desk.get(URL).content.decode()
    move(safety, item, "confirmed", "forwarded")
    assert "Forwarded 46 h over the 24 h limit" in desk.get(item.get_absolute_url()).content.decode()


def test_the_limit_is_a_setting(msl: User, settings: Any) -> None:
    settings.SAFETY_LIMIT_HOURS = 72
    assert not is_late(flagged(msl, hours=48))


def test_forwarding_stops_it(safety: User, item: SafetyItem, desk: WebClient) -> None:
    forwarded = move(safety, item, "confirmed", "forwarded")
    assert forwarded.forwarded_at is not None
    assert hours_taken(forwarded, now=timezone.now() + timedelta(days=9)) == 3
    assert "Forwarded after 3 h" in desk.get(URL).content.decode()


def test_a_late_forwarding_stays_late(safety: User, msl: User) -> None:
    assert is_late(move(safety, flagged(msl, hours=30), "confirmed", "forwarded"))


# --- the steps ---


def test_the_whole_way(safety: User, item: SafetyItem) -> None:
    done = move(safety, item, "confirmed", "forwarded", "acknowledged")
    assert done.acknowledged_at is not None
    verbs = [row.pgh_context["verb"] for row in SafetyItem.pgh_event_model.objects.filter(pgh_label="update")]  # type: ignore[attr-defined]
    assert verbs == ["move_item"] * 3


def test_putting_aside_asks_why(desk: WebClient, item: SafetyItem) -> None:
    page = desk.post(f"{URL}{item.pk}/", {"to": "not_a_report", "reason": " "}).content.decode()
    assert "Say why this is not a report." in page
    assert desk.post(f"{URL}{item.pk}/", {"to": "not_a_report", "reason": "Labelled"}).status_code == 302
    assert "Labelled" in desk.get(f"{URL}{item.pk}/").content.decode()


def test_the_action_asks_why_too(safety: User, item: SafetyItem) -> None:
    with pytest.raises(ValidationError):
        move(safety, item, "not_a_report")


def test_the_database_asks_why_too(item: SafetyItem) -> None:
    with pytest.raises(IntegrityError, match="safety_dismissed_with_reason"), transaction.atomic():
        SafetyItem.objects.update(state="not_a_report")


def test_what_was_put_aside_can_be_taken_up_again(safety: User, item: SafetyItem) -> None:
    again = move(safety, move(safety, item, "not_a_report", reason="Labelled"), "confirmed")
    assert (again.state, again.reason) == ("confirmed", "")


def test_the_second_of_two_is_told(safety: User, item: SafetyItem) -> None:
    stale = SafetyItem.objects.get(pk=item.pk)
    move(safety, item, "confirmed")
    with pytest.raises(PermissionDenied, match="Somebody may have moved it"):
        move(safety, stale, "confirmed")


def test_oversight_reads_and_changes_nothing(
    compliance: User, item: SafetyItem, sign_in: Callable[[User], WebClient]
) -> None:
    officer = sign_in(compliance)
    assert "Confirm as a report" not in officer.get(f"{URL}{item.pk}/").content.decode()
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        move(compliance, item, "confirmed")


def test_the_history_of_an_item(desk: WebClient, safety: User, item: SafetyItem) -> None:
    move(safety, item, "confirmed")
    page = desk.get(f"/history/safety-item/{item.pk}/").content.decode()
    assert "took the item a step further" in page
    assert "Flagged" in page
    assert "Confirmed" in page


@pytest.mark.parametrize("name", ["msl", "kam", "administrator"])
def test_its_history_is_closed_to_others(
    name: str, persona: Callable[[str], User], item: SafetyItem, sign_in: Callable[[User], WebClient]
) -> None:
    assert sign_in(persona(name)).get(f"/history/safety-item/{item.pk}/").status_code == 404
