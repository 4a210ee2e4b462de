"""Identifiers with valid check digits from ranges that nobody is issued, so no real person is hit by chance.

ORCID iDs are assigned from 0000-0001-5 upwards and from 0009; ours start with 0099. NPIs start with 1 so
far; ours start with 29990.
"""

from typing import Final

from apps.core.identifiers import npi, orcid

_ORCID_PREFIX: Final = "00990000"
_NPI_PREFIX: Final = "29990"


def fictional_orcid(number: int) -> str:
    """The n-th ORCID iD of our range, n below ten million."""
    digits = f"{_ORCID_PREFIX}{number:07}"
    return next(found for check in "0123456789X" if (found := orcid(digits + check)))


def fictional_npi(number: int) -> str:
    """The n-th National Provider Identifier of our range, n below ten thousand."""
    digits = f"{_NPI_PREFIX}{number:04}"
    return next(found for check in "0123456789" if (found := npi(digits + check)))
