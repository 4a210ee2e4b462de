"""When a need has waited for long. Days since it was heard, by priority.

The thresholds are ours, and no study stands behind them: a KOL is seen about every four weeks, so within thirty days
there should be something to tell at the next visit; ninety days are a quarter, after which nobody believes that it will
be answered. What matters more has half of that, what matters less the double.
"""

from typing import NamedTuple

LOW, NORMAL, HIGH = 1, 2, 3


class Limits(NamedTuple):
    """Days after which a need is getting old, and is old."""

    ageing: int
    old: int


class Age(NamedTuple):
    """How old a need is in a word, and the tone it is shown in (`{% status %}`)."""

    name: str
    tone: str


LIMITS = {LOW: Limits(60, 180), NORMAL: Limits(30, 90), HIGH: Limits(14, 45)}
FRESH, AGEING, OLD = Age("fresh", "quiet"), Age("ageing", "warn"), Age("old", "bad")


def age_of(days: int, priority: int) -> Age:
    """The age of a need that has been open for so many days."""
    limits = LIMITS[priority]
    if days >= limits.old:
        return OLD
    return AGEING if days >= limits.ageing else FRESH
