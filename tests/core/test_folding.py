"""Folding: what counts as the same spelling, and what folding must never destroy."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.folding import fold, without_titles, words

pytestmark = pytest.mark.torture

LATIN_TEXT = st.text(st.characters(max_codepoint=0x24F), max_size=40)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Müller-Lüdenscheidt", "muller ludenscheidt"),
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("Oʼbrien", "obrien"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Søren Ærø", "soren aero"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Đặng Thị", "dang thi"),
        ("IŞIK ışık İnci", "isik isik inci"),
        ("Þórður Œuvre", "thordur oeuvre"),
        ("  J.-P.  de\u00a0la Cruz, ", "j p de la cruz"),
        ("ﬁnal ½ H₂O", "final 1 2 h2o"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("", ""),
        ("...", ""),
    ],
)
def test_fold_brings_spellings_together(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("王 小明", "王 小明"),
        ("Иванов Пётр", "иванов петр"),
        ("Παπαδόπουλος", "παπαδοπουλοσ"),
        ("김민수", "김민수"),
        ("がん", "がん"),
        ("शर्मा", "शर्मा"),
        ("שָׁלוֹם", "שלום"),
        ("أحمد", "احمد"),
    ],
)
def test_fold_keeps_other_scripts_readable(written: str, folded: str) -> None:
    assert fold(written) == unicodedata.normalize("NFC", folded)


@given(st.text())
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_fold_leaves_letters_digits_marks_and_single_spaces_only(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split(" "))
    assert "  " not in folded
    assert folded.strip() == folded
    assert {unicodedata.category(character)[0] for character in folded if character != " "} <= set("LNM")


@given(LATIN_TEXT)
def test_fold_of_latin_text_is_letters_and_digits(text: str) -> None:
    assert all(character.isalnum() or character == " " for character in fold(text))


@given(st.text(st.characters(max_codepoint=0x24F, exclude_characters="ŉ"), max_size=40))
def test_fold_does_not_care_about_case(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


def test_words_keep_their_order() -> None:
    assert words("Müller-Lüdenscheidt, Änne") == ["muller", "ludenscheidt", "anne"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Prof. Dr. med. Anna Müller, M.D., Ph.D.", "Anna Müller"),
        ("Priv.-Doz. Dr. Jörg Weiß", "Jörg Weiß"),
        ("John P. Roe MD PhD", "John P. Roe"),
        ("Roe, John MD", "Roe, John"),
        ("Roe, John, MD, FACP", "Roe, John"),
        ("Dr. Ma", "Ma"),
        ("Minh Do", "Minh Do"),
        ("Minh Do, DO", "Minh Do"),
        ("Do, Minh", "Do, Minh"),
        ("Dr", "Dr"),
        ("", ""),
    ],
)
def test_without_titles(written: str, name: str) -> None:
    assert without_titles(written) == name


@given(st.text())
def test_without_titles_never_empties_a_name(text: str) -> None:
    assert bool(without_titles(text)) == bool(text.strip())
