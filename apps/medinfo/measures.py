"""Response time: median hours from the question to the answer, and the share that was answered in time.

Always with n and period. Counted are requests that were answered in the period, each version by itself, whoever took
them in.
"""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from apps.core.measuring import Period, Share, median_interval, share_of
from apps.medinfo.models import MedicalRequest
from apps.medinfo.queries import rows_for
from apps.users.models import User

DAYS = 90


@dataclass(frozen=True)
class ResponseTimes:
    """Hours are elapsed hours. `median_hours` is None when nothing was answered."""

    period: Period
    n: int
    median_hours: float | None
    median_interval: tuple[float, float] | None
    in_time: Share


def response_time_of(user: User, period: Period) -> ResponseTimes:
    """Over the requests that this person may read."""
    answered = rows_for(user).filter(
        state__in=[MedicalRequest.State.ANSWERED, MedicalRequest.State.CLOSED],
        answered_at__date__gte=period.first,
        answered_at__date__lte=period.last,
    )
    return response_times(list(answered.only("received_at", "answered_at", "due_at", "state")), period)


def response_times(rows: Sequence[MedicalRequest], period: Period) -> ResponseTimes:
    """The measure over answered requests."""
    hours = [_hours(row) for row in rows]
    middle = statistics.median(hours) if hours else None
    in_time = share_of(sum(row.is_in_time for row in rows), len(rows))
    return ResponseTimes(period, len(rows), middle, median_interval(hours), in_time)


def period_of(asked: Mapping[str, str], today: date) -> Period:
    """`start` and `end` of an address as ISO days; what is missing or wrong is the last 90 days."""
    end = _day(asked.get("end", "")) or today
    return Period(_day(asked.get("start", "")) or end - timedelta(days=DAYS - 1), end)


def _hours(row: MedicalRequest) -> float:
    answered_at: Any = row.answered_at
    return float((answered_at - row.received_at).total_seconds() / 3600)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
