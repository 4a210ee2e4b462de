"""A review from asking to its end: once however often it is sent, told to who waits, followed by what it is about."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.measuring import Period
from apps.core.models import new_id
from apps.notifications.models import Message
from apps.reviews.actions import answer_review, ask_review, withdraw_review
from apps.reviews.measures import lead_time
from apps.reviews.models import ReviewRequest
from apps.reviews.workflow import TRANSITIONS
from apps.users.models import User
from tests.personas import WebClient
from tests.reviews.conftest import Boards

URL = "/reviews/"
Ask = Callable[..., ReviewRequest]


def told() -> set[tuple[str, Any]]:
    """Kind and recipient of what waits to be told."""
    waiting = Message.objects.exclude(state="cancelled").filter(read_at=None)
    return set(waiting.values_list("kind", "recipient"))


def test_asked_twice_it_is_asked_once(ask: Ask, boards: Boards, compliance: User) -> None:
    key, board = new_id(), new_id()
    first, second = (ask(id=key, subject_id=board) for _time in range(2))
    assert first.pk == second.pk
    assert boards.told == [("asked", board)]
    assert told() == {("review_asked", compliance.pk)}


def test_what_holds_the_thing_says_whether_it_may_be_asked_about(ask: Ask, boards: Boards) -> None:
    board = new_id()
    boards.closed.add(board)
    with pytest.raises(PermissionDenied, match="closed"):
        ask(subject_id=board)
    assert not ReviewRequest.objects.exists()


def test_yesterday_is_refused(ask: Ask) -> None:
    with pytest.raises(ValidationError):
        ask(days=-1)


def test_what_no_app_holds_is_refused(msl: User) -> None:
    day = timezone.localdate()
    with pytest.raises(ValidationError):
        ask_review(by=msl, id=new_id(), subject_kind="dinner", subject_id=new_id(), wanted_by=day)


def test_two_reviews_of_one_thing_do_not_wait_at_once(ask: Ask, review: ReviewRequest) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ask(subject_id=review.subject_id)


def test_approved_through_the_page(
    web: WebClient, review: ReviewRequest, boards: Boards, msl: User, compliance: User
) -> None:
    page = web.get(URL).content.decode()
    assert "Board of spring" in page
    assert "Hamburg" in web.get(review.get_absolute_url()).content.decode()
    web.post(f"{URL}{review.pk}/decide/", {"state": "approved", "words": ""})
    review.refresh_from_db()
    assert (review.state, review.decided_by) == ("approved", compliance)
    assert boards.told[-1] == ("approved", review.subject_id)
    assert told() == {("review_decided", msl.pk)}
    assert "Nothing waits" in web.get(URL).content.decode()
    assert "decided on the review" in web.get(f"/history/review/{review.pk}/").content.decode()


@pytest.mark.parametrize("state", ["returned", "rejected"])
def test_a_no_says_why(web: WebClient, review: ReviewRequest, state: str) -> None:
    page = web.post(f"{URL}{review.pk}/decide/", {"state": state, "words": " "}).content.decode()
    assert "why it is not approved" in page
    web.post(f"{URL}{review.pk}/decide/", {"state": state, "words": "Who leads it?"})
    review.refresh_from_db()
    assert (review.state, review.words) == (state, "Who leads it?")


def test_the_asker_reads_the_answer_and_decides_nothing(
    msl: User, review: ReviewRequest, compliance: User, sign_in: Callable[[User], WebClient]
) -> None:
    web = sign_in(msl)
    assert web.post(f"{URL}{review.pk}/decide/", {"state": "approved"}).status_code in {200, 403}
    review.refresh_from_db()
    assert review.state == "requested"
    answer_review(by=compliance, review=review, state="returned", words="Who leads it?")
    assert "Who leads it?" in web.get(review.get_absolute_url()).content.decode()
    assert review.get_absolute_url() in web.get(URL).content.decode()


def test_withdrawn_nobody_need_look(msl: User, review: ReviewRequest, boards: Boards, ask: Ask) -> None:
    for _time in range(2):
        withdraw_review(by=msl, review=review)
    assert boards.told[-1] == ("withdrawn", review.subject_id)
    assert told() == set()
    assert ask(subject_id=review.subject_id).is_waiting, "it can be asked again"


def test_the_table_of_states_is_what_actions_do(msl: User, compliance: User, ask: Ask) -> None:
    def answered(state: str) -> Callable[[ReviewRequest], Any]:
        return lambda row: answer_review(by=compliance, review=row, state=state, words="Why?")

    ways = {state: answered(state) for state in ("approved", "returned", "rejected")}
    ways["withdrawn"] = lambda row: withdraw_review(by=msl, review=row)
    for first, go in ways.items():
        assert first in TRANSITIONS["requested"]
        done = go(ask())
        for second, further in ways.items():
            if second != first:
                assert second not in TRANSITIONS[first]
                with pytest.raises(PermissionDenied):
                    further(done)


def test_the_same_decision_twice_is_one(compliance: User, review: ReviewRequest) -> None:
    for _time in range(2):
        done = answer_review(by=compliance, review=review, state="approved")
    assert done.revision == 2


def test_lead_time_with_n_and_interval(msl: User) -> None:
    now, day = timezone.now(), timezone.localdate()
    rows = [
        ReviewRequest(
            asked_at=now - timedelta(hours=hours), decided_at=now, wanted_by=day - timedelta(days=late)
        )
        for hours, late in ((2, 0), (6, 0), (30, 1))
    ]
    found = lead_time(rows, Period(day, day))
    assert (found.n, found.median_hours) == (3, 6.0)
    assert (found.in_time.part, found.in_time.whole) == (2, 3)
    assert lead_time([], Period(day, day)).median_hours is None


def test_the_queue_costs_the_same_for_many(web: WebClient, ask: Ask) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            web.get(URL)
        return len(captured)

    ask()
    cost()
    few = cost()
    for _number in range(10):
        ask()
    assert cost() == few
