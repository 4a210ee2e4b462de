"""Response time against numbers worked out by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from apps.core.measuring import Period
from apps.medinfo.measures import period_of, response_time_of, response_times
from apps.medinfo.models import MedicalRequest
from apps.users.models import User
from tests.personas import WebClient

PERIOD = Period(date(2026, 1, 1), date(2026, 3, 31))
ASKED = datetime(2026, 2, 2, 8, tzinfo=UTC)
#: Hours until the answer, and hours until it was due. By hand: sorted hours 5, 20, 48, 72, 300; the median is 48; in
#: time are 5, 20, 48 and 72 (72 exactly at its moment), so 4 of 5.
GOLDEN = [(48, 100), (5, 40), (300, 240), (20, 40), (72, 72)]


def answered(hours: float, due: float) -> MedicalRequest:
    return MedicalRequest(
        received_at=ASKED,
        answered_at=ASKED + timedelta(hours=hours),
        due_at=ASKED + timedelta(hours=due),
        state="answered",
    )


def test_golden() -> None:
    found = response_times([answered(*row) for row in GOLDEN], PERIOD)
    assert (found.n, found.median_hours) == (5, 48)
    assert (found.in_time.part, found.in_time.whole, found.in_time.value) == (4, 5, 0.8)
    # Wilson for 4 of 5 at 95 %, by hand: centre (0.8 + 0.38415) / 1.76829 = 0.66966, half-width 0.29412.
    assert found.in_time.low == pytest.approx(0.3755, abs=0.0005)
    assert found.in_time.high == pytest.approx(0.9638, abs=0.0005)


def test_of_an_even_number_the_middle_is_halved() -> None:
    assert response_times([answered(10, 20), answered(30, 20)], PERIOD).median_hours == 20


def test_of_nothing_nothing_is_said() -> None:
    found = response_times([], PERIOD)
    assert (found.n, found.median_hours, found.in_time.value) == (0, None, None)


def test_only_what_was_answered_in_the_period_and_may_be_read(
    msl: User, other_msl: User, answered: MedicalRequest
) -> None:
    at = answered.answered_at
    assert at is not None
    this_month = Period(at.date() - timedelta(days=3), at.date() + timedelta(days=3))
    assert response_time_of(msl, this_month).n == 1
    assert response_time_of(other_msl, this_month).n == 0
    before = Period(this_month.first - timedelta(days=99), this_month.first - timedelta(days=1))
    assert response_time_of(msl, before).n == 0


def test_the_page_says_n_and_period(web: WebClient, answered: MedicalRequest) -> None:
    page = web.get("/requests/response-time/").content.decode()
    assert "1 answered request" in page
    assert "1 of 1" in page
    assert "Nothing was answered" in web.get("/requests/response-time/?end=2020-01-01").content.decode()


def test_a_wrong_day_is_the_last_ninety() -> None:
    assert period_of({"start": "x"}, date(2026, 3, 31)) == Period(date(2026, 1, 1), date(2026, 3, 31))
