"""Public identifiers of people, publications and trials: one spelling each, refused where they cannot be.

Every function takes any text and returns the normal form, or None where the text is no such identifier.
"""

import re
from collections.abc import Callable
from urllib.parse import unquote

_ORCID_PREFIX = re.compile(r"^\s*(?:https?://)?(?:www\.)?(?:orcid(?:\.org)?)?\s*[:/]?\s*", re.IGNORECASE)
_DOI_PREFIX = re.compile(r"^(?:https?://)?(?:(?:dx|www)\.)?doi\.org/", re.IGNORECASE)
_DOI_LABEL = re.compile(r"^doi\s*:?\s*", re.IGNORECASE)
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\x00-\x1f\x7f]+")
_PMID = re.compile(
    r"(?:https?://)?(?:www\.)?(?:(?:pubmed\.)?ncbi\.nlm\.nih\.gov/(?:pubmed/)?)?"
    r"(?:pmid\s*:?\s*)?0*([1-9][0-9]{0,8})/?",
    re.IGNORECASE,
)
_NCT = re.compile(
    r"(?:(?:https?://)?(?:www\.|classic\.)?clinicaltrials\.gov/(?:ct2/show|study|show)/)?(NCT[0-9]{8})/?",
    re.IGNORECASE,
)
# Hyphens as typed, and the dashes that word processors make of them.
_GAPS = re.compile(r"[\s\-\u2010-\u2015\u2212]+")


def orcid(text: str) -> str | None:
    """An ORCID iD as 0000-0000-0000-000X, its check digit proven (ISO 7064 mod 11-2); None if it is none."""
    bare = _GAPS.sub("", _ORCID_PREFIX.sub("", text, count=1).rstrip("/ \t\r\n")).upper()
    if not re.fullmatch(r"[0-9]{15}[0-9X]", bare) or not bare[:15].strip("0"):
        return None
    if _mod_11_2(bare[:15]) != bare[15]:
        return None
    return "-".join(bare[start : start + 4] for start in range(0, 16, 4))


def npi(text: str) -> str | None:
    """A US National Provider Identifier: ten digits, Luhn digit with the prefix 80840 proven."""
    bare = _GAPS.sub("", text)
    if re.fullmatch(r"[12][0-9]{9}", bare) and _luhn("80840" + bare):
        return bare
    return None


def doi(text: str) -> str | None:
    """A DOI in lower case without resolver or label; `<>;()` inside are kept, as old DOIs hold them.

    Percent signs are decoded only behind a resolver's address: in a bare DOI they belong to the name. A full
    stop or comma at the end belongs to the sentence the DOI was copied from.
    """
    bare = text.strip()
    if _DOI_PREFIX.match(bare):
        bare = unquote(_DOI_PREFIX.sub("", bare))
    bare = _DOI_LABEL.sub("", bare).rstrip(".,")
    return bare.lower() if _DOI.fullmatch(bare) else None


def pmid(text: str) -> str | None:
    """A PubMed number without leading zeros, also out of PubMed's web address or behind "PMID:"."""
    found = _PMID.fullmatch(text.strip())
    return found[1] if found else None


def nct(text: str) -> str | None:
    """A ClinicalTrials.gov number as NCT and eight digits, also out of the registry's web address."""
    found = _NCT.fullmatch(text.strip())
    return found[1].upper() if found else None


SYSTEMS: dict[str, Callable[[str], str | None]] = {
    "orcid": orcid,
    "npi": npi,
    "doi": doi,
    "pmid": pmid,
    "nct": nct,
}


def _mod_11_2(digits: str) -> str:
    """The check character of ISO 7064 mod 11-2."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]


def _luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit of those before it."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
