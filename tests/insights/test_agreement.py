"""Agreement against published numbers, and where there is nothing to agree on."""

import pytest

from apps.insights.agreement import agreement, kappa, weighted_kappa


def table(*cells: tuple[str, str, int]) -> list[tuple[str, str]]:
    """Pairs from a table of counts."""
    return [(one, other) for one, other, count in cells for _each in range(count)]


#: Two readers of 50 proposals, the textbook table of 20, 5, 10 and 15: 0.70 seen, 0.50 by chance.
READERS = table(("yes", "yes", 20), ("yes", "no", 5), ("no", "yes", 10), ("no", "no", 15))


def test_kappa_of_the_textbook() -> None:
    assert kappa(READERS) == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # The same share of agreement with other margins (both tables are well known): 0.60 seen in either.
        ((45, 15, 25, 15), 0.1304),
        ((25, 35, 5, 35), 0.2593),
    ],
)
def test_kappa_depends_on_the_margins(cells: tuple[int, int, int, int], expected: float) -> None:
    pairs = table(*zip("yynn", "ynyn", cells, strict=True))
    assert kappa(pairs) == pytest.approx(expected, abs=0.0001)


def test_kappa_of_three_classes_by_hand() -> None:
    """Seen 0.70; by chance 0.5 * 0.53 + 0.3 * 0.30 + 0.2 * 0.17 = 0.389; hence 0.311 / 0.611."""
    cells = [("a", "a", 40), ("a", "b", 8), ("a", "c", 2), ("b", "a", 10), ("b", "b", 17), ("b", "c", 3)]
    pairs = table(*cells, ("c", "a", 3), ("c", "b", 5), ("c", "c", 12))
    seen, chance = 0.69, 0.5 * 0.53 + 0.3 * 0.30 + 0.2 * 0.17
    assert kappa(pairs) == pytest.approx((seen - chance) / (1 - chance))


def test_share_and_intervals_hold_their_values_and_stay_the_same() -> None:
    found = agreement(READERS)
    assert (found.same.part, found.same.whole, found.same.percent) == (35, 50, 70)
    assert found.low is not None
    assert found.high is not None
    # Cohen's standard error is 0.127: the interval of resamples lies near 0.4 +- 0.25.
    assert (found.low, found.high) == pytest.approx((0.15, 0.65), abs=0.06)
    assert agreement(READERS) == found


def test_of_nothing_nothing_is_said() -> None:
    found = agreement([])
    assert (found.same.value, found.kappa, found.low, found.high) == (None, None, None, None)


def test_one_class_throughout_is_agreement_that_chance_explains() -> None:
    found = agreement([("insight", "insight")] * 12)
    assert found.same.value == 1
    assert (found.kappa, found.low, found.high) == (None, None, None)


def test_one_reader_with_one_class_is_no_better_than_chance() -> None:
    assert kappa([("insight", "insight"), ("insight", "feedback")]) == 0


def test_readers_who_never_agree_fall_below_chance() -> None:
    assert kappa([("a", "b"), ("b", "a")]) == -1
    assert kappa([("a", "b")]) == 0


def test_one_pair_has_no_interval_worth_the_name() -> None:
    found = agreement([("a", "b")])
    assert (found.kappa, found.low, found.high) == (0, 0, 0)


def test_weights_punish_the_far_miss() -> None:
    near, far = [(0, 0), (1, 1), (2, 2), (1, 2)], [(0, 0), (1, 1), (2, 2), (0, 2)]
    one, other = weighted_kappa(near), weighted_kappa(far)
    assert one is not None
    assert other is not None
    assert other < one < 1
    assert weighted_kappa([(0, 0), (2, 2)]) == 1
    assert weighted_kappa([]) is None
    assert weighted_kappa([(1, 1)] * 3) is None


def test_two_classes_weigh_as_without_weights() -> None:
    """With two scores every miss is by one."""
    pairs = table(*zip((1, 1, 0, 0), (1, 0, 1, 0), (20, 5, 10, 15), strict=True))  # type: ignore[arg-type]
    assert weighted_kappa(pairs) == pytest.approx(0.4)  # type: ignore[arg-type]
