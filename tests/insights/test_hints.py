"""Hints: each rule with a text that has it and one that has not, and texts as people paste them."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.insights.hints import MOST_READ, Hint, Item, hints, total
from bench.insight_hints import EXACT, WITHIN_ONE, exact, pairs_of, texts, within_one

GOOD = (
    "A haematologist at a regional teaching hospital said she no longer starts the tablets in patients over 80, "
    "because the weekly blood tests overload the day clinic. We should check whether our data support fewer tests."
)


def of(item: Item, text: str) -> Hint:
    return next(hint for hint in hints(text) if hint.item == item)


def test_a_good_text_has_all_and_nothing_to_ask() -> None:
    found = hints(GOOD)
    assert [hint.item for hint in found] == list(Item)
    assert total(found) == 12
    assert not any(hint.question for hint in found)


def test_an_empty_text_has_nothing_and_six_questions() -> None:
    found = hints("")
    assert total(found) == 0
    assert all(hint.question for hint in found)
    assert len({str(hint.question) for hint in found}) == 6


@pytest.mark.parametrize(
    ("item", "text", "score"),
    [
        (Item.IDENTITY, "It was felt that the trial was short.", 0),
        (Item.IDENTITY, "A cardiologist felt that the trial was short.", 1),
        (Item.IDENTITY, "A cardiologist at a county hospital felt that it was short.", 2),
        (Item.IDENTITY, "The chair, a cardiologist, felt that it was short.", 2),
        (Item.IDENTITY, "Patients at home felt that it was short.", 0),
        (Item.OBSERVATION, "I believe the doctor will use it in more patients soon.", 0),
        (Item.OBSERVATION, "Nurses feel that it takes too long in winter months.", 1),
        (Item.OBSERVATION, "Nurse said no.", 1),
        (Item.OBSERVATION, "The nurse said that it takes half an hour to prepare.", 2),
        (Item.RATIONALE, "She stops after a year.", 0),
        (Item.RATIONALE, "She stops after a year, maybe because of the price.", 1),
        (Item.RATIONALE, "She stops after a year for fear, to avoid harm.", 1),
        (Item.RATIONALE, "She stops after a year because payers ask for it.", 2),
        (Item.RATIONALE, "She has stopped it in all of them since January.", 0),
        (Item.RATIONALE, "She has stopped it since nobody pays for it.", 2),
        (Item.RATIONALE, "stops, b/c payers ask", 2),
        (Item.RELEVANCE, "She stops after a year.", 0),
        (Item.RELEVANCE, "This is important.", 1),
        (Item.RELEVANCE, "This bears on our evidence plan.", 2),
        (Item.CONTEXT, "She prefers it.", 0),
        (Item.CONTEXT, "She prefers it in Porto.", 1),
        (Item.CONTEXT, "She prefers it for children in Porto.", 2),
        (Item.CONTEXT, "She prefers it over 65 at relapse.", 2),
        (Item.CLARITY, "ok", 0),
        (Item.CLARITY, "She likes it.", 1),
        (Item.CLARITY, "She said that nobody has time for the monthly call.", 2),
        (Item.CLARITY, "PFS HR TEAE G3 DOR NR CR MRD neg ITT PP ns", 0),
        (Item.CLARITY, "She said that nobody has time. Also the portal is down.", 1),
        (Item.CLARITY, "She said that nobody has time for it!!", 1),
        (Item.CLARITY, "She said that\tnobody has\ttime for it now", 1),
        (Item.CLARITY, "She said that nobody has time for it now. " * 13, 1),
        (Item.CLARITY, "She said that nobody has time for it now. " * 40, 0),
    ],
)
def test_each_rule(item: Item, text: str, score: int) -> None:
    assert of(item, text).score == score


def test_a_hint_shows_its_rule_and_what_it_found() -> None:
    found = of(Item.RATIONALE, GOOD)
    assert found.found == ("because",)
    assert str(of(Item.RATIONALE, "She stops.").rule) == "No word of reason: because, since, due to ..."
    assert str(of(Item.RATIONALE, "She stops.").question) == "Why do they think so?"


def test_a_filled_field_needs_no_signal_word() -> None:
    found = hints(
        "She stops.", rationale="Weekly tests overload the day clinic.", so_what="A lighter schedule."
    )
    scores = {hint.item: hint.score for hint in found}
    assert (scores[Item.RATIONALE], scores[Item.RELEVANCE]) == (2, 1)
    assert {hint.item: hint.score for hint in hints("She stops.", rationale="-")}[Item.RATIONALE] == 0


def test_curly_quotes_and_capitals_change_nothing() -> None:
    straight = "A nurse at the clinic said \"we don't\", because it's slow."
    curly = "A nurse at the clinic said “we don’t”, because it’s slow."
    assert hints(straight) == hints(curly)
    assert of(Item.RATIONALE, "SHE STOPS BECAUSE PAYERS ASK").score == 2


@pytest.mark.parametrize(
    "text",
    [
        "سوف نتابع لاحقا لأن الطبيب طلب ذلك",
        "הרופא אמר שהטיפול ארוך מדי",
        "\u202eA nurse said\u202c no",
        "👏👏👏 🩺👩🏽‍⚕️",
        "Drug\tDose\n|a|b|c|d|\n|1|2|3|4|\n",
        "\x00\ufffd\ud800",
        "ﷺ" * 500,
        "   \n\t ",
    ],
)
def test_whatever_is_pasted_gets_six_hints(text: str) -> None:
    found = hints(text)
    assert len(found) == 6
    assert all(hint.score in (0, 1, 2) for hint in found)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.text(max_size=50))
def test_any_text_is_read_the_same_twice(text: str, rationale: str) -> None:
    found = hints(text, rationale=rationale)
    assert found == hints(text, rationale=rationale)
    assert 0 <= total(found) <= 12


@pytest.mark.parametrize(
    "piece", [GOOD + " ", "a ", "because ", "nurse ward ", "in The ", "A1" * 3 + " ", "ﷺ", ",", "!", "over 8"]
)
def test_fifty_thousand_characters_cost_little(piece: str) -> None:
    text = piece * (MOST_READ // len(piece) + 1)
    start = time.process_time()
    hints(text)
    assert time.process_time() - start < 1.0
    assert hints(text) == hints(text[:MOST_READ]), "more is read than is promised"


def test_the_rules_agree_with_the_labelled_texts() -> None:
    """The targets of `docs/bench.md`, so that nobody edits words without looking."""
    kept = texts()
    assert len(kept) == 60
    missed = {
        item: (exact(pairs), within_one(pairs))
        for item, pairs in pairs_of(kept).items()
        if exact(pairs) < EXACT or within_one(pairs) < WITHIN_ONE
    }
    assert not missed
