"""Matching: identifiers decide, names alone never do, and every score gives its reasons."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.kols.matching import SURE, UNSURE, PersonSketch, score

ORCID, OTHER_ORCID = "0000-0002-1825-0097", "0000-0002-1694-233X"
NPI, OTHER_NPI = "1234567893", "1245319599"
CHARITE = ("Department of Cardiology, Charité – Universitätsmedizin Berlin, Germany",)
ELSEWHERE = ("Invented Institute, Nowhereville",)


def person(name: str, *affiliations: str, orcid: str | None = None, **identifiers: str) -> PersonSketch:
    """A sketch from "Last, First names"."""
    last, _comma, first = name.partition(", ")
    return PersonSketch(last, first, orcid=orcid, identifiers=identifiers, affiliations=affiliations)


NAME_PARTS = st.text("aAbBeéÉzßüøŁ'-. ", max_size=8) | st.sampled_from(
    ["Anna", "Anna Maria", "A", "AM", "A. M.", "Wei", ""]
)
IDENTIFIERS = st.dictionaries(
    st.sampled_from(["npi", "national"]), st.sampled_from([NPI, OTHER_NPI, "x"]), max_size=2
)
PLACES = st.lists(
    st.sampled_from([*CHARITE, *ELSEWHERE, "Charité Berlin", "Berlin", "University"]), max_size=2
).map(tuple)
NAMED = st.builds(PersonSketch, last_name=NAME_PARTS, first_names=NAME_PARTS, initials=NAME_PARTS)
PLACED = st.builds(
    PersonSketch, last_name=NAME_PARTS, first_names=NAME_PARTS, initials=NAME_PARTS, affiliations=PLACES
)
ANYONE = st.builds(
    PersonSketch,
    last_name=NAME_PARTS | st.text(max_size=5),
    first_names=NAME_PARTS | st.text(max_size=5),
    initials=NAME_PARTS,
    orcid=st.sampled_from([None, ORCID, OTHER_ORCID, "wrong"]),
    identifiers=IDENTIFIERS,
    affiliations=PLACES,
)


@given(ANYONE, ANYONE)
def test_symmetric_and_within_bounds(one: PersonSketch, other: PersonSketch) -> None:
    match = score(one, other)
    assert match.score == score(other, one).score
    assert 0 <= match.score <= 100
    assert match.reasons
    assert all(match.reasons)


@given(NAMED, NAMED)
def test_names_alone_are_never_sure(one: PersonSketch, other: PersonSketch) -> None:
    assert score(one, other).score < SURE
    assert not score(one, one).is_sure


@given(PLACED, PLACED)
def test_initials_alone_are_never_sure_whatever_the_place(one: PersonSketch, other: PersonSketch) -> None:
    initial = replace(one, first_names=one.first_names.strip()[:1], initials="")
    assert score(initial, other).score < SURE


def plain_capitals(text: str) -> str:
    return text.upper().translate(str.maketrans("ÉÜ", "EU"))


@given(ANYONE, ANYONE)
def test_accents_and_case_do_not_change_the_score(one: PersonSketch, other: PersonSketch) -> None:
    shouted = replace(
        one,
        last_name=plain_capitals(one.last_name),
        first_names=plain_capitals(one.first_names),
        initials=plain_capitals(one.initials),
        affiliations=tuple(plain_capitals(place) for place in one.affiliations),
    )
    assert score(shouted, other).score == score(one, other).score


@given(ANYONE, ANYONE, st.randoms(use_true_random=False))
def test_word_order_does_not_change_the_score(one: PersonSketch, other: PersonSketch, chance: object) -> None:
    def turned(text: str) -> str:
        return " ".join(reversed(text.split()))

    shuffled = replace(
        one,
        last_name=turned(one.last_name),
        first_names=turned(one.first_names),
        affiliations=tuple(turned(place) for place in reversed(one.affiliations)),
    )
    assert score(shuffled, other).score == score(one, other).score


@given(ANYONE)
def test_the_same_identifier_is_the_same_person(one: PersonSketch) -> None:
    known = replace(one, orcid=ORCID, identifiers={})
    match = score(known, replace(known, affiliations=ELSEWHERE, first_names=""))
    assert (match.score, match.reasons) == (100, ("same ORCID",))


@given(ANYONE)
def test_a_different_identifier_is_another_person(one: PersonSketch) -> None:
    match = score(replace(one, orcid=ORCID, identifiers={}), replace(one, orcid=OTHER_ORCID, identifiers={}))
    assert (match.score, match.reasons) == (0, ("different ORCID",))


def test_identifiers_are_compared_in_normal_form() -> None:
    assert score(person("A, B", orcid=ORCID), person("A, B", orcid=f"https://orcid.org/{ORCID}")).score == 100
    assert score(person("A, B", orcid=ORCID), person("A, B", ORCID=ORCID.replace("-", ""))).score == 100


def test_an_invalid_identifier_proves_nothing() -> None:
    wrong = person("Doe, Jane", orcid="0000-0002-1825-0098")
    assert score(wrong, wrong).score == score(person("Doe, Jane"), person("Doe, Jane")).score


def test_identifiers_that_disagree_with_each_other_are_for_a_person_to_decide() -> None:
    match = score(person("Doe, Jane", orcid=ORCID, npi=NPI), person("Doe, Jane", orcid=ORCID, npi=OTHER_NPI))
    assert UNSURE <= match.score < SURE
    assert match.reasons == ("different NPI", "same ORCID")


def test_an_identifier_on_quite_another_name_is_for_a_person_to_decide() -> None:
    match = score(person("Doe, Jane", orcid=ORCID), person("Roe, Peter", orcid=ORCID))
    assert UNSURE <= match.score < SURE
    assert match.reasons == ("same ORCID", "different last name", "different first name")
    assert score(person("Doe, Jane", orcid=ORCID), person("Roe, Jane", orcid=ORCID)).score == 100


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        # full names and a place
        (person("Doe, Jane", *CHARITE), person("Doe, Jane", "Charité Berlin"), "sure"),
        (person("Müller, Jörg", *CHARITE), person("MULLER, JORG", "CHARITE, BERLIN"), "sure"),
        (person("Doe, Jane", *CHARITE), person("Doe, Jane", "Other Hospital, Berlin"), "unsure"),
        (person("Doe, Jane", *CHARITE), person("Doe, Jane", *ELSEWHERE), "unsure"),
        (person("Doe, Jane"), person("Doe, Jane"), "unsure"),
        (person("Doe, Jane Maria"), person("Doe, Jane Maria"), "unsure"),
        # initials
        (person("Doe, J", *CHARITE), person("Doe, Jane", *CHARITE), "unsure"),
        (person("Doe, J"), person("Doe, Jane"), "unsure"),
        (person("Doe, J", *CHARITE), person("Doe, Jane", *ELSEWHERE), "other"),
        (person("Doe, JM"), person("Doe, Jane Maria"), "other"),  # without initials given, JM is a name
        (person("Doe, J M"), person("Doe, Jane Maria"), "unsure"),
        (person("Doe, J A", *CHARITE), person("Doe, J B", *CHARITE), "unsure"),
        (person("Doe, J A"), person("Doe, J B"), "other"),
        # contradictions
        (person("Doe, Jane", *CHARITE), person("Doe, Peter", *CHARITE), "other"),
        (person("Doe, Jane", *CHARITE), person("Roe, Jane", *CHARITE), "other"),
        # spellings
        (person("Mueller, Jörg"), person("Müller, Jörg"), "unsure"),
        (person("Soerensen, Kai"), person("Sørensen, Kai"), "unsure"),
        (person("García López, Ana"), person("Garcia, Ana"), "unsure"),
        (person("van der Berg, Ana"), person("Berg, Ana"), "unsure"),
        (person("Zhang, Xiao-Ming"), person("Zhang, Xiaoming"), "unsure"),
        (person("Zhang, Wei"), person("Wei, Zhang"), "unsure"),
        (person("Doe, Alex"), person("Doe, Alexander"), "unsure"),
        (person("de la Cruz, Ana"), person("de la Torre, Ana"), "other"),
        (person("王, 小明"), person("王, 小明"), "unsure"),
        # too little to go by
        (person("Doe"), person("Doe"), "other"),
        (person(""), person(""), "other"),
    ],
)
def test_verdicts(one: PersonSketch, other: PersonSketch, verdict: str) -> None:
    match = score(one, other)
    found = "sure" if match.is_sure else "unsure" if match.score >= UNSURE else "other"
    assert found == verdict, match


def test_initials_count_where_first_names_are_missing() -> None:
    match = score(PersonSketch("Doe", initials="JM"), person("Doe, Jane Maria"))
    assert match.reasons == (
        "same last name",
        "first initial agrees",
        "further first names or initials agree",
    )


def test_reasons_are_words_for_people() -> None:
    match = score(person("Doe, J", *CHARITE), person("Doe, Jane", "Charité Berlin"))
    assert match.reasons == (
        "same last name",
        "first initial agrees",
        "affiliation shares “Berlin”, “Charité”",
    )


def test_common_words_and_countries_are_no_shared_place() -> None:
    one = person("Doe, Jane", "Department of Medicine, University Hospital A-town, Germany")
    other = person("Doe, Jane", "Department of Medicine, University Hospital B-ville, Germany")
    assert "no affiliation in common" in score(one, other).reasons


def test_thresholds_are_in_order() -> None:
    assert 0 < UNSURE < SURE <= 100
