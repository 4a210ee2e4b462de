"""Identifiers: every spelling gives one form, and a mistyped one is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.identifiers import SYSTEMS, doi, nct, npi, orcid, pmid

pytestmark = pytest.mark.torture

DIGITS = "0123456789"


def _with_orcid_digit(first_fifteen: str) -> str:
    """An independent way to the check character: the one that makes the weighted sum 1 modulo 11."""
    for check in DIGITS + "X":
        values = [10 if character == "X" else int(character) for character in first_fifteen + check]
        if sum(value * pow(2, 15 - place) for place, value in enumerate(values)) % 11 == 1:
            return first_fifteen + check
    raise AssertionError("one of eleven characters always fits")


ORCIDS = st.text(DIGITS, min_size=15, max_size=15).filter(lambda some: some.strip("0")).map(_with_orcid_digit)


def _npi_from(first_nine: str) -> str:
    return next(first_nine + check for check in DIGITS if npi(first_nine + check))


NPIS = st.tuples(st.sampled_from("12"), st.text(DIGITS, min_size=8, max_size=8)).map("".join).map(_npi_from)


@pytest.mark.parametrize(
    "spelling",
    [
        "0000-0002-1825-0097",
        "0000000218250097",
        "https://orcid.org/0000-0002-1825-0097",
        "http://orcid.org/0000-0002-1825-0097/",
        "http://www.orcid.org/0000000218250097",
        "orcid.org/0000-0002-1825-0097",
        "ORCID: 0000-0002-1825-0097",
        " 0000 0002 1825 0097 ",
        "0000\u20130002\u20131825\u20130097",
    ],
)
def test_orcid_spellings(spelling: str) -> None:
    assert orcid(spelling) == "0000-0002-1825-0097"


def test_orcid_with_x_in_either_case() -> None:
    assert orcid("0000-0002-1694-233x") == orcid("000000021694233X") == "0000-0002-1694-233X"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0000-0002-1825-009",
        "0000-0002-1825-0098",
        "0000-0002-1825-00977",
        "X000-0002-1825-0097",
        "anna@example.org",
        "0000-0000-0000-0001",
        "٠٠٠٠-0002-1825-0097",
        "https://example.org/0000-0002-1825-0097",
    ],
)
def test_orcid_refuses(text: str) -> None:
    assert orcid(text) is None


@given(ORCIDS)
def test_orcid_accepts_every_proven_number_and_is_stable(bare: str) -> None:
    normal = orcid(bare)
    assert normal is not None
    assert normal.replace("-", "") == bare
    assert orcid(normal) == normal == orcid(f"https://orcid.org/{normal.lower()}")


@given(ORCIDS, st.integers(0, 14), st.sampled_from(DIGITS))
def test_orcid_refuses_any_single_changed_digit(bare: str, place: int, digit: str) -> None:
    changed = bare[:place] + digit + bare[place + 1 :]
    assert (orcid(changed) is None) == (changed != bare)


@given(NPIS, st.integers(0, 9), st.sampled_from(DIGITS))
def test_npi_refuses_any_single_changed_digit(number: str, place: int, digit: str) -> None:
    changed = number[:place] + digit + number[place + 1 :]
    assert (npi(changed) is None) == (changed != number)


def test_npi() -> None:
    assert npi("1234567893") == npi(" 1234 567-893 ") == "1234567893"
    assert npi("3234567891") is None
    assert npi("123456789") is None


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("10.1000/ABC.d", "10.1000/abc.d"),
        ("https://doi.org/10.1000/abc", "10.1000/abc"),
        ("http://dx.doi.org/10.1000/a%3Cb%3E", "10.1000/a<b>"),
        ("doi: 10.1000/abc", "10.1000/abc"),
        ("DOI:10.1000.12/abc", "10.1000.12/abc"),
        (
            "10.1002/(SICI)1097(199906)15:1<1::AID-X1>3.0.CO;2-#",
            "10.1002/(sici)1097(199906)15:1<1::aid-x1>3.0.co;2-#",
        ),
        ("10.1000/50%25", "10.1000/50%25"),
        ("10.1000/abc.", "10.1000/abc"),
    ],
)
def test_doi_spellings(written: str, normal: str) -> None:
    assert doi(written) == normal
    assert doi(normal) == normal


@pytest.mark.parametrize(
    "text", ["", "10.1000", "10.1000/", "10.1000/a b", "11.1000/abc", "10.1000/a\x00b", "abc"]
)
def test_doi_refuses(text: str) -> None:
    assert doi(text) is None


def test_pmid() -> None:
    spellings = [
        "123",
        "0123",
        "PMID: 123",
        "https://pubmed.ncbi.nlm.nih.gov/123/",
        "www.ncbi.nlm.nih.gov/pubmed/123",
    ]
    assert {pmid(spelling) for spelling in spellings} == {"123"}
    assert [pmid(text) for text in ("", "0", "12a", "PMC123", "1234567890", "12 3")] == [None] * 6


def test_nct() -> None:
    spellings = ["NCT00000001", "nct00000001 ", "https://clinicaltrials.gov/study/NCT00000001"]
    spellings += ["https://clinicaltrials.gov/ct2/show/NCT00000001"]
    assert {nct(spelling) for spelling in spellings} == {"NCT00000001"}
    assert [nct(text) for text in ("", "NCT0000001", "NCT000000012", "ISRCTN00000001")] == [None] * 4


@given(st.sampled_from(sorted(SYSTEMS)), st.text())
def test_any_text_is_an_identifier_or_none_and_normal_forms_are_stable(system: str, text: str) -> None:
    normal = SYSTEMS[system](text)
    assert normal is None or SYSTEMS[system](normal) == normal
