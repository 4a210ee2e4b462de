"""How far submitter and reviewer mean the same by an insight (`PRODUCT.md`, Definition agreement)."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from apps.core.measuring import Share, resampled_interval, share_of

#: The class that one person gave, and that the other gave.
Pair = tuple[Hashable, Hashable]


@dataclass(frozen=True)
class Agreement:
    """`same` has its own interval; `kappa` lies between -1 and 1.

    It is None where there is nothing to compare, or where both gave one and the same class throughout: chance alone
    would then agree always.
    """

    same: Share
    kappa: float | None
    low: float | None
    high: float | None


def agreement(pairs: Sequence[Pair]) -> Agreement:
    """Share of the same class (Wilson interval) and Cohen's kappa (bootstrap interval over the pairs, seeded)."""
    same = share_of(sum(one == other for one, other in pairs), len(pairs))
    value = kappa(pairs)
    interval = None if value is None else resampled_interval(pairs, kappa)
    low, high = interval or (None, None)
    return Agreement(same, value, low, high)


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Agreement beyond chance (Cohen 1960): (seen - expected) / (1 - expected); None where chance explains all."""
    if not pairs:
        return None
    count = len(pairs)
    seen = sum(one == other for one, other in pairs) / count
    ones, others = Counter(one for one, _other in pairs), Counter(other for _one, other in pairs)
    expected = sum(ones[each] * others[each] for each in ones) / count**2
    # Both counts are whole: equal to 1 only where each gave one class, and the same one.
    return None if expected == 1 else (seen - expected) / (1 - expected)


def weighted_kappa(pairs: Sequence[tuple[int, int]]) -> float | None:
    """Kappa for scores in order, a miss by two weighing four times a miss by one (Cohen 1968, quadratic weights).

    None of nothing, and where all scores are one and the same.
    """
    if not pairs:
        return None
    ones, others = Counter(one for one, _other in pairs), Counter(other for _one, other in pairs)
    seen = sum((one - other) ** 2 for one, other in pairs) / len(pairs)
    chance = (
        sum(ones[one] * others[other] * (one - other) ** 2 for one in ones for other in others)
        / len(pairs) ** 2
    )
    return None if chance == 0 else 1 - seen / chance
