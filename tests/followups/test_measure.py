"""Promise-keeping, on numbers counted by hand."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.core.measuring import Period
from apps.followups.measures import keeping_of, measured
from apps.followups.models import Commitment
from apps.users.models import User
from tests.personas import WebClient

TODAY = date(2026, 11, 22)
#: Due, kept on. Eight in time; late by 1, 3 and 6 days; one still open after 12 days.
GOLDEN = [
    (date(2026, 9, 1), date(2026, 9, 1)),
    (date(2026, 9, 2), date(2026, 8, 20)),
    (date(2026, 9, 10), date(2026, 9, 9)),
    (date(2026, 9, 14), date(2026, 9, 15)),
    (date(2026, 10, 1), date(2026, 10, 1)),
    (date(2026, 10, 2), date(2026, 10, 5)),
    (date(2026, 10, 12), date(2026, 10, 12)),
    (date(2026, 10, 20), date(2026, 10, 19)),
    (date(2026, 11, 1), date(2026, 11, 7)),
    (date(2026, 11, 10), None),
    (date(2026, 11, 20), date(2026, 11, 19)),
    (date(2026, 11, 22), date(2026, 11, 22)),
]


def test_the_golden_numbers() -> None:
    """8 of 12; Wilson by hand: centre (8/12 + 3.84146/24) / (1 + 3.84146/12) = 0.62625, half-width 0.23563."""
    found = measured(GOLDEN, Period(date(2026, 8, 25), TODAY))
    assert (found.in_time.part, found.in_time.whole) == (8, 12)
    assert list(found.late) == [1, 3, 6, 12]
    assert found.median_late == 4.5
    assert found.in_time.percent == pytest.approx(66.667, abs=0.001)
    assert (found.in_time.low_percent, found.in_time.high_percent) == pytest.approx((39.06, 86.19), abs=0.01)


def test_what_counts_as_due(msl: User, make: Callable[..., Commitment]) -> None:
    today = timezone.localdate()
    for in_days, changes in (
        (-1, {}),  # late
        (-2, {"state": "done", "evidence": "Sent.", "closed_on": today - timedelta(days=2)}),
        (-3, {"state": "cancelled", "cancel_reason": "Moved.", "closed_on": today}),
        (0, {}),  # has time until tonight
        (0, {"state": "done", "evidence": "Sent.", "closed_on": today}),
        (5, {"state": "done", "evidence": "Sent.", "closed_on": today}),  # its day is still to come
        (-89, {"state": "done", "evidence": "Sent.", "closed_on": today}),  # first day of the period, late
        (-90, {}),  # before it
    ):
        made = make(in_days=in_days)
        Commitment.objects.filter(pk=made.pk).update(**changes)
    found = keeping_of(Commitment.objects.all(), today=today)
    assert (found.in_time.part, found.in_time.whole, list(found.late)) == (2, 4, [1, 89])


def test_a_manager_sees_the_team_and_few_give_no_share(
    msl: User, manager: User, sign_in: Callable[[User], WebClient], make: Callable[..., Commitment]
) -> None:
    for _number in range(9):
        make(in_days=-1)
    User.objects.filter(pk=manager.pk).update(team=msl.team)
    web: Any = sign_in(manager)
    page = web.get("/follow-ups/").content.decode()
    assert "<dt>My team</dt>" in page
    assert "0 of 9 kept by their day" in page
    assert "Too few for a share" in page
    assert "95 % interval" not in page
    make(in_days=-1)
    page = web.get("/follow-ups/").content.decode()
    assert "0 of 10 kept by their day" in page
    assert "(95 % interval 0 to 28 %)" in page
    assert "<dt>My team</dt>" not in sign_in(msl).get("/follow-ups/").content.decode()
