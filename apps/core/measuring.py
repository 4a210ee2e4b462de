"""Shares with what a reader needs to trust them: numerator, denominator, and a 95 % Wilson interval."""

import math
from dataclasses import dataclass

#: The normal quantile for 95 %, both sides.
Z = 1.959964


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
