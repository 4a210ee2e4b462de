"""Promise-keeping (`PRODUCT.md`, Measures): commitments done by due / due, and the median days late.

- **Due** in a period: the day lay in it, is over, and the promise was not cancelled. What is due today and kept counts,
  too; what is due today and pending has time until tonight.
- **In time**: kept on its day or before.
- **Days late** of those not in time: until they were kept, or until today while they are pending.

Never a ranking: a person sees their own number and the manager the team's. A share of fewer than ten says nothing and
is not shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.db.models import Q
from django.utils import timezone

from apps.core.measuring import Period, Share, median_interval, share_of
from apps.followups.models import Commitment
from apps.users.models import User

#: Days that the number on the page looks back.
PERIOD_DAYS = 90
#: Below it a share is not shown.
FEWEST = 10


@dataclass(frozen=True)
class Keeping:
    """The measure for some promises. `late` holds the days of those that were not kept in time."""

    period: Period
    in_time: Share
    late: Sequence[int]

    @property
    def is_shown(self) -> bool:
        """Whether there are enough for a share."""
        return self.in_time.whole >= FEWEST

    @property
    def median_late(self) -> float | None:
        """Days; None when all were kept in time."""
        return median(self.late) if self.late else None

    @property
    def median_interval(self) -> tuple[float, float] | None:
        """95 % bootstrap interval of the median days late."""
        return median_interval(self.late)


def keeping_of(rows: Any, *, today: date, days: int = PERIOD_DAYS) -> Keeping:
    """The measure over the `days` up to and with `today`; `rows` are commitments that the viewer may read."""
    period = Period(today - timedelta(days=days - 1), today)
    over = Q(due_on__lt=today) | Q(due_on=today, state=Commitment.State.DONE)
    counted = rows.filter(over, due_on__gte=period.first).exclude(state=Commitment.State.CANCELLED)
    return measured(counted.values_list("due_on", "closed_on"), period)


def measured(rows: Iterable[tuple[date, date | None]], period: Period) -> Keeping:
    """The measure of due days with the days they were kept on (None: not yet)."""
    delays = [((kept or period.last) - due).days for due, kept in rows]
    pending_or_late = [delay for delay in delays if delay > 0]
    in_time = share_of(len(delays) - len(pending_or_late), len(delays))
    return Keeping(period, in_time, sorted(pending_or_late))


def keeping_for(user: User) -> list[tuple[str, Keeping]]:
    """What this person sees: `mine`, and for who leads a team `team`."""
    today, rows = timezone.localdate(), Commitment.objects.visible_to(user)
    found = [("mine", keeping_of(rows.filter(owner=user), today=today))]
    if user.facts.sees_team and user.team_id:
        found.append(("team", keeping_of(rows.filter(owner__team=user.team_id), today=today)))
    return found
