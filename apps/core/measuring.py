"""What every measure needs to be trusted: its period, n, and a 95 % interval (`PRODUCT.md`, Measures)."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from statistics import median
from typing import TypeVar

#: The normal quantile for 95 %, both sides.
Z = 1.959964
_RESAMPLES = 1_000
#: Beyond it the interval of a median is narrower than anybody reads, and a page must not wait for it.
_MOST_RESAMPLED = 500
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Period:
    """From `first` to `last`, both included."""

    first: date
    last: date

    @property
    def coming(self) -> "Period":
        """The stretch of the same length that follows."""
        length = self.last - self.first + timedelta(days=1)
        return Period(self.first + length, self.last + length)

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True)
class Share:
    """`part` of `whole`; `value`, `low` and `high` lie between 0 and 1 and are None where there is nothing to share."""

    part: int
    whole: int
    value: float | None
    low: float | None
    high: float | None

    @property
    def percent(self) -> float | None:
        """The share, of 100."""
        return None if self.value is None else 100 * self.value

    @property
    def low_percent(self) -> float | None:
        """Lower end of the interval, of 100."""
        return None if self.low is None else 100 * self.low

    @property
    def high_percent(self) -> float | None:
        """Upper end of the interval, of 100."""
        return None if self.high is None else 100 * self.high


def share_of(part: int, whole: int) -> Share:
    """A proportion with its interval (Wilson 1927). Raises ValueError when the part is no part."""
    if not 0 <= part <= whole:
        raise ValueError(f"{part} is no part of {whole}")
    if whole == 0:
        return Share(0, 0, None, None, None)
    value = part / whole
    spread = Z * Z / whole
    middle = (value + spread / 2) / (1 + spread)
    width = Z * math.sqrt(value * (1 - value) / whole + spread / (4 * whole)) / (1 + spread)
    return Share(part, whole, value, max(middle - width, 0.0), min(middle + width, 1.0))


def median_interval(values: Sequence[float]) -> tuple[float, float] | None:
    """The percentile interval of resampled medians; None of nothing."""
    return resampled_interval(values, median)


def resampled_interval(
    values: Sequence[_Value], measure: Callable[[Sequence[_Value]], float | None]
) -> tuple[float, float] | None:
    """The percentile interval of a measure over resampled values (Efron 1979); None where it has no value. Seeded: the
    same values give the same interval. Resamples of which the measure says nothing are left out."""
    if not values:
        return None
    chance = Random(len(values))  # noqa: S311 - no secret, a resampling
    kept = list(values) if len(values) <= _MOST_RESAMPLED else chance.sample(list(values), _MOST_RESAMPLED)
    tries = (measure(chance.choices(kept, k=len(kept))) for _ in range(_RESAMPLES))
    found = sorted(value for value in tries if value is not None)
    if not found:
        return None
    return found[int(0.025 * len(found))], found[max(int(0.975 * len(found)) - 1, 0)]
