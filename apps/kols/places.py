"""The account that an affiliation names as a paper prints it: only where there is exactly one, else nobody guesses."""

import re

from django.db.models import Q

from apps.core.folding import fold
from apps.directory.choices import IdentifierSystem
from apps.directory.models import Account
from apps.directory.models.base import DirectoryQuerySet
from apps.users.models import User

#: Printed affiliations are department, institution, town, country.
PARTS = re.compile(r"[,;.]\s")
ROR = re.compile(r"ror\.org/(0[a-z0-9]{8})", re.IGNORECASE)
MOST_PARTS = 12


def account_printed_in(by: User, affiliation: str) -> Account | None:
    """By the number that is printed, else by name; of several of one name the one in the printed town."""
    places = Account.objects.visible_to(by).current()
    if number := ROR.search(affiliation):
        numbered = Q(identifiers__system=IdentifierSystem.ROR, identifiers__value__iexact=number[1])
        if found := places.filter(numbered).first():
            return found  # type: ignore[no-any-return]
    parts = {name for part in PARTS.split(affiliation)[:MOST_PARTS] if (name := fold(part))}
    return _only_one([row for row in _named(places, parts) if fold(row.name) in parts], parts)


def _named(places: DirectoryQuerySet, parts: set[str]) -> DirectoryQuerySet:
    """Accounts whose folded name (name and town) begins with a part."""
    begins = Q(pk__in=[])
    for part in parts:
        begins |= Q(name_folded=part) | Q(name_folded__startswith=f"{part} ")
    return places.filter(begins)


def _only_one(found: list[Account], parts: set[str]) -> Account | None:
    in_town = [row for row in found if row.city and fold(row.city) in parts]
    fitting = in_town or found
    return fitting[0] if len(fitting) == 1 else None
