"""Intervals against published numbers."""

import pytest

from apps.core.measuring import median_interval, share_of


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table II
    ],
)
def test_wilson(part: int, whole: int, low: float, high: float) -> None:
    """The others are values of Brown, Cai, DasGupta 2001."""
    found = share_of(part, whole)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.0001)


def test_of_nothing_there_is_no_share() -> None:
    found = share_of(0, 0)
    assert (found.value, found.percent, found.low_percent, found.high_percent) == (None, None, None, None)


def test_no_part_is_larger_than_the_whole() -> None:
    with pytest.raises(ValueError, match="no part"):
        share_of(3, 2)


def test_the_interval_of_the_median_holds_it_and_stays_the_same() -> None:
    found = median_interval([1, 3, 6, 12])
    assert found is not None
    assert 1 <= found[0] <= 4.5 <= found[1] <= 12
    assert median_interval([1, 3, 6, 12]) == found
    assert median_interval([2]) == (2, 2)
    assert median_interval([]) is None
