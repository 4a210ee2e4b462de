"""Similarity: terms, their weight, and what is told."""

import pytest

from apps.insights.similarity import MOST_READ, Similar, ranked, rarest, rarity, terms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The biopsies, and a biopsy.", ["biops", "biops"]),
        ("A physician said it is Müller's", ["mull"]),
        ("Tapering, tapered, tapers", ["taper", "taper", "taper"]),
        ("80 mg", ["80", "mg"]),
        ("x" * 41, []),
        ("", []),
        ("👏 the 👏", []),
        ("ألم المريض", ["الم", "المريض"]),
    ],
)
def test_terms(text: str, found: list[str]) -> None:
    assert terms(text) == found


def test_no_more_is_read_than_is_promised() -> None:
    assert terms("tissue " * 10_000) == terms(("tissue " * 10_000)[:MOST_READ])


def test_rare_terms_weigh_more_and_new_ones_most() -> None:
    frequencies = {"inhal": 2, "dose": 90}
    weights = [rarity(term, frequencies, 100) for term in ("device", "inhal", "dose")]
    assert weights == sorted(weights, reverse=True)
    assert rarity("dose", {"dose": 500}, 100) == 1, "a count that is out of date does no harm"


def test_the_rarest_terms_come_first_and_unknown_ones_are_left_out() -> None:
    frequencies = {"inhal": 2, "dose": 90, "arthriti": 2, "tremor": 5}
    text = "Inhaler dose: arthritis, tremor, zzyzx; inhaler"
    assert rarest(text, frequencies, 100) == ["arthriti", "inhal", "tremor", "dose"]
    assert rarest(text, frequencies, 100, 2) == ["arthriti", "inhal"]
    assert rarest("", frequencies, 100) == []


def test_candidates_are_ranked_by_what_they_share_and_it_is_told() -> None:
    frequencies = {"inhal": 2, "dose": 90, "techniqu": 3}
    candidates = [
        ("c", "dose after surgery"),
        ("a", "inhaler technique"),
        ("b", "inhaler dose"),
        ("d", "nothing alike"),
    ]
    found = ranked("the inhaler technique and dose", candidates, frequencies, 100)
    assert [one.key for one in found] == ["a", "b", "c"]
    assert found[0].shared == ("inhal", "techniqu")
    assert all(0 < one.score <= 1 for one in found)
    assert ranked("the inhaler technique and dose", candidates[::-1], frequencies, 100) == found
    assert len(ranked("the inhaler technique and dose", candidates, frequencies, 100, count=1)) == 1


def test_the_same_text_is_wholly_alike_and_equal_ones_stand_by_key() -> None:
    found = ranked("inhaler", [("b", "inhaler"), ("a", "Inhalers")], {"inhal": 2}, 2)
    assert [one.key for one in found] == ["a", "b"]
    assert found[0] == Similar("a", pytest.approx(1.0), ("inhal",))  # type: ignore[arg-type]


def test_an_empty_text_is_like_nothing() -> None:
    assert ranked("", [("a", "inhaler"), ("b", "")], {}, 0) == []
