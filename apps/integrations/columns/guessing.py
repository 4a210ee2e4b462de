"""What a table seems to be: where its headings stand, what its rows are, and what each column means.

A guess is for somebody to look at; where it is complete, a script may go by it.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from django.utils.translation import gettext as _

from apps.core.folding import fold
from apps.integrations.columns.targets import ACCOUNTS, AFFILIATIONS, KINDS, STAKEHOLDERS, targets_of

HEADER_AMONG = 20
#: The later one wins where two kinds explain a table equally well.
_TIES = (AFFILIATIONS, STAKEHOLDERS, ACCOUNTS)
#: `AccountNumber__c`, `Specialty_1_vod__c`, `Email__pc`: Salesforce's custom fields, Veeva's own ones.
_CUSTOM = re.compile(r"(_vod)?__(c|pc|r)$", re.IGNORECASE)
#: Whose field it is, where the heading says so. Taken away only if the heading means nothing with it.
_OWNERS = re.compile(
    r"^(provider|coveredrecipient|recipientprimary|recipient|contact|hcp|physician|person|account|hco|doctor|arzt)"
)
_ENOUGH = 2
#: Added to the rank of a heading whose owner had to be taken away, and what such a column then weighs.
LESS_LIKELY, LESS = 100, 0.7


def plain(heading: str) -> str:
    """A heading in comparable form: without case, gaps, accents and what systems add to field names."""
    return fold(_CUSTOM.sub("", heading.strip())).replace(" ", "")


def headings(row: Sequence[str]) -> list[str]:
    """One name per column: empty ones get a number, repeated ones too."""
    found: list[str] = []
    taken: set[str] = set()
    for place, cell in enumerate(row, start=1):
        name = base = cell or _("Column %(place)s") % {"place": place}
        copy = 1
        while name in taken:
            copy += 1
            name = f"{base} ({copy})"
        taken.add(name)
        found.append(name)
    return found


def guess_header_row(rows: Sequence[Sequence[str]]) -> int:
    """The row of the headings, counted from 1: the first with the most known headings, else the first full one."""
    first = rows[:HEADER_AMONG]
    known = [sum(plain(cell) in _all_words() for cell in set(row)) for row in first]
    if known and max(known) >= _ENOUGH:
        return known.index(max(known)) + 1
    width = max((len(row) for row in first), default=0)
    full = (number for number, row in enumerate(first, 1) if len([c for c in row if c]) * 5 >= width * 3)
    return next(full, 1)


@cache
def _all_words() -> frozenset[str]:
    return frozenset(word for kind in KINDS.values() for target in kind.targets for word in target.words)


def guess_kind(names: Sequence[str]) -> str:
    """What the rows are: the kind that explains the most columns and has what it needs."""
    return max(KINDS, key=lambda kind: _fit(kind, names))


def worth(rows: Sequence[Sequence[str]]) -> float:
    """How much of a sheet's headings has a meaning: a cover sheet is worth nothing."""
    names = headings(rows[guess_header_row(rows) - 1]) if rows else []
    return max(_fit(kind, names)[0] for kind in KINDS)


def _fit(kind: str, names: Sequence[str]) -> tuple[float, int]:
    ranked = [found for found in _ranked(kind, names) if found]
    columns = [name for name, _rank in ranked]
    needs = {target.needs for target in targets_of(kind).values() if target.needs and not target.has_default}
    met = {targets_of(kind)[name].needs for name in columns} & needs
    total = sum(LESS if rank >= LESS_LIKELY else 1 for _name, rank in ranked)
    return total * (1 if met == needs else 0.3), _TIES.index(kind)


def guess_columns(kind: str, names: Sequence[str]) -> list[str]:
    """The target of each column, "" for one that is not used. Each target is used once, by the likeliest heading."""
    return [found[0] if found else "" for found in _ranked(kind, names)]


def _ranked(kind: str, names: Sequence[str]) -> list[tuple[str, int] | None]:
    offers = sorted(
        (rank, place, target.name)
        for target in KINDS[kind].targets
        for place, name in enumerate(names)
        for rank in _ranks(target.words, name)
    )
    found: dict[int, tuple[str, int]] = {}
    taken: set[str] = set()
    for rank, place, name in offers:
        if place not in found and name not in taken:
            found[place] = name, rank
            taken.add(name)
    return [found.get(place) for place in range(len(names))]


def _ranks(words: Sequence[str], heading: str) -> Iterable[int]:
    """How likely: the place among the words, behind all others where the owner had to be taken away."""
    word = plain(heading)
    bare = _OWNERS.sub("", word)
    if word in words:
        yield words.index(word)
    elif bare != word and bare in words:
        yield words.index(bare) + LESS_LIKELY
