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
from math import sqrt
from random import Random
from statistics import median
from typing import Any

from django.db.models import Q
from django.utils import timezone

from apps.followups.models import Commitment
from apps.users.models import User

#: Days that the number on the page looks back.
PERIOD_DAYS = 90
#: Below it a share is not shown.
FEWEST = 10
#: The two-sided 95 % quantile of the normal distribution.
_Z = 1.959964
_RESAMPLES = 1_000
#: Beyond it an interval of the median is narrower than a day anyway, and a page must not wait for it.
_MOST_RESAMPLED = 500


@dataclass(frozen=True)
class Keeping:
    """The measure for some promises. `late` holds the days of those that were not kept in time."""

    start: date
    end: date
    in_time: int
    due: int
    late: Sequence[int]

    @property
    def is_shown(self) -> bool:
        """Whether there are enough for a share."""
        return self.due >= FEWEST

    @property
    def share(self) -> float:
        """Kept in time, in percent."""
        return 100 * self.in_time / self.due if self.due else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the share, in percent."""
        low, high = wilson(self.in_time, self.due)
        return 100 * low, 100 * high

    @property
    def median_late(self) -> float | None:
        """Days; None when all were kept in time."""
        return median(self.late) if self.late else None

    @property
    def median_interval(self) -> tuple[float, float] | None:
        """95 % bootstrap interval of the median days late."""
        return bootstrapped_median(self.late) if self.late else None


def keeping_of(rows: Any, *, today: date, days: int = PERIOD_DAYS) -> Keeping:
    """The measure over the `days` up to and with `today`; `rows` are commitments that the viewer may read."""
    start = today - timedelta(days=days - 1)
    over = Q(due_on__lt=today) | Q(due_on=today, state=Commitment.State.DONE)
    counted = rows.filter(over, due_on__gte=start).exclude(state=Commitment.State.CANCELLED)
    return measured(counted.values_list("due_on", "closed_on"), start=start, end=today)


def measured(rows: Iterable[tuple[date, date | None]], *, start: date, end: date) -> Keeping:
    """The measure of due days with the days they were kept on (None: not yet)."""
    delays = [((kept or end) - due).days for due, kept in rows]
    pending_or_late = [delay for delay in delays if delay > 0]
    return Keeping(start, end, len(delays) - len(pending_or_late), len(delays), sorted(pending_or_late))


def keeping_for(user: User) -> list[tuple[str, Keeping]]:
    """What this person sees: `mine`, and for who leads a team `team`."""
    today, rows = timezone.localdate(), Commitment.objects.visible_to(user)
    found = [("mine", keeping_of(rows.filter(owner=user), today=today))]
    if user.facts.sees_team and user.team_id:
        found.append(("team", keeping_of(rows.filter(owner__team=user.team_id), today=today)))
    return found


def wilson(successes: int, n: int) -> tuple[float, float]:
    """Wilson's score interval at 95 %; (0, 1) for nothing. Source: Wilson 1927; Brown, Cai, DasGupta 2001."""
    if n == 0:
        return 0.0, 1.0
    share, spread = successes / n, _Z**2 / n
    middle = share + spread / 2
    half = _Z * sqrt(share * (1 - share) / n + spread / (4 * n))
    return max((middle - half) / (1 + spread), 0.0), min((middle + half) / (1 + spread), 1.0)


def bootstrapped_median(values: Sequence[int]) -> tuple[float, float]:
    """The percentile interval of resampled medians at 95 %. Seeded: the same promises give the same interval."""
    chance = Random(len(values))  # noqa: S311 - no secret, a resampling
    kept = list(values) if len(values) <= _MOST_RESAMPLED else chance.sample(list(values), _MOST_RESAMPLED)
    medians = sorted(median(chance.choices(kept, k=len(kept))) for _ in range(_RESAMPLES))
    return medians[int(0.025 * _RESAMPLES)], medians[int(0.975 * _RESAMPLES) - 1]
