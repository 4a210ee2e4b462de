"""Lead time (F-96): median hours from asking compliance to the decision, and the share decided by the wanted day.

Always with n and period. Counted are reviews decided in the period, each row by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from django.utils import timezone

from apps.core.measuring import Period, Share, median_interval, share_of
from apps.reviews.models import ReviewRequest
from apps.reviews.queries import rows_for
from apps.users.models import User

DAYS = 90


@dataclass(frozen=True)
class LeadTime:
    """Hours are elapsed hours. `median_hours` is None when nothing was decided."""

    period: Period
    n: int
    median_hours: float | None
    median_interval: tuple[float, float] | None
    in_time: Share


def lead_time_of(user: User) -> LeadTime:
    """Over the reviews this person may read that were decided in the last 90 days."""
    today = timezone.localdate()
    period = Period(today - timedelta(days=DAYS - 1), today)
    rows = (
        rows_for(user).decided().filter(decided_at__date__gte=period.first, decided_at__date__lte=period.last)
    )
    return lead_time(list(rows.only("asked_at", "decided_at", "wanted_by")), period)


def lead_time(rows: Sequence[ReviewRequest], period: Period) -> LeadTime:
    """The measure over decided reviews."""
    hours = [_hours(row) for row in rows]
    in_time = sum(_decided_on(row) <= row.wanted_by for row in rows)
    middle = median(hours) if hours else None
    return LeadTime(period, len(rows), middle, median_interval(hours), share_of(in_time, len(rows)))


def _hours(row: ReviewRequest) -> float:
    took: Any = row.lead_time
    return float(took.total_seconds() / 3600)


def _decided_on(row: ReviewRequest) -> Any:
    return timezone.localdate(row.decided_at)
