"""Finding rows by name: every table with a `name_folded` column is searched the same way, through its index.

Three tiers: whole words as typed, then words that begin as typed, then words within one slip of what was typed
(`vocabulary`). Each is bounded and unordered, and ranked here: an ORDER BY would make the database read every match.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import F, Lookup, Q, QuerySet, Value

from apps.core.folding import words
from apps.core.vocabulary import LONGEST, Word, beginning_with, neighbours

#: Indexes are made over this very expression.
NAME_WORDS = SearchVector("name_folded", config="simple")
#: Nobody's name is longer; a pasted page must not become one query.
MOST_WORDS = 10
#: Each tier answers this many rows at most, whatever the size of the table.
CANDIDATES = 200
WHOLE, BEGINNING, NEAR = range(3)

#: A beginning that so few words have is rare enough to read all its rows before they are sorted.
RARE = 20

Rows = TypeVar("Rows", bound="QuerySet[Any]")
Neighbours = Mapping[str, Sequence[str]]


class Among(Lookup):
    """`key = ANY(ARRAY(...))`: what stands in the array is found first, and the rest is asked of those rows.

    With a plain condition PostgreSQL may walk along the order of names instead, since it expects matches everywhere.
    Bearers of one surname stand together there, so it would read most of the table.
    """

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """The comparison."""
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", [*left_values, *right_values]


def asked_words(text: str) -> list[str]:
    """The folded words of what somebody typed, no more and no longer than a name has."""
    return [word[:LONGEST] for word in words(text)[:MOST_WORDS]]


def named_like(rows: Rows, text: str) -> Rows:
    """Rows whose name contains a word starting with each typed word: any order, any accents, any case."""
    query = typed_words(text)
    return _matching(rows, query) if query else rows


def typed_words(text: str) -> SearchQuery | None:
    """All typed words, each as the beginning of one; None when no word was typed."""
    typed = asked_words(text)
    return _query(typed, BEGINNING) if typed else None


def meant_by(rows: Rows, text: str, table: type[Word]) -> Rows:
    """The same for lists, also for misspelt words: those that nobody's name begins with are read as their neighbours.

    One or two further queries, in the word table only.
    """
    typed = asked_words(text)
    if not typed:
        return rows
    known = beginning_with(table, typed, most=RARE + 1)
    near = neighbours(table, [word for word in typed if not known[word]])
    query = _query(typed, NEAR, near)
    if all(len(known[word]) > RARE for word in typed):
        return _matching(rows, query)
    return rows.filter(Among(F("pk"), ArraySubquery(_matching(_all_of(rows), query).values("pk"))))


def _all_of(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    everything: QuerySet[Any] = rows.model._default_manager.order_by()
    return everything


def best_named(
    rows: "QuerySet[Any]", text: str, table: type[Word], *, wanted: int = 20, first: str = ""
) -> list[Any]:
    """The rows that were most likely meant, best first, in at most four queries.

    `first` names a column: among equally good names, rows that have a value there come first.
    """
    typed = asked_words(text)
    if not typed:
        return []
    bare = rows.order_by().select_related(None).prefetch_related(None)
    found = _candidates(bare, typed, first)
    if len(found) < wanted and not _is_short(typed):
        near = neighbours(table, typed)
        if any(near.values()):
            found = {hit.pk: hit for hit in _read(bare, [(NEAR, _query(typed, NEAR, near))], first)} | found
    best = sorted(found.values(), key=lambda hit: _rank(hit, typed))[:wanted]
    by_key = rows.in_bulk([hit.pk for hit in best])
    return [by_key[hit.pk] for hit in best if hit.pk in by_key]


@dataclass(frozen=True)
class _Hit:
    """A candidate before it is fetched whole."""

    pk: Any
    name: str
    tier: int
    is_first: bool


def _candidates(rows: "QuerySet[Any]", typed: Sequence[str], first: str) -> dict[Any, _Hit]:
    """Whole words, then beginnings; one or two letters by the start of the name alone."""
    if _is_short(typed):
        start = rows.filter(_starting_in_any_order(typed))
        return {hit.pk: hit for hit in _hits(_columns(start, BEGINNING, first)[:CANDIDATES])}
    tiers = [(tier, _query(typed, tier)) for tier in (WHOLE, BEGINNING)]
    return {hit.pk: hit for hit in reversed(_read(rows, tiers, first))}


def _starting_in_any_order(typed: Sequence[str]) -> Q:
    """The name begins with one of the words, and each other one begins a further word of it."""
    either = Q()
    for at, first in enumerate(typed):
        others = (Q(name_folded__contains=f" {word}") for word in (*typed[:at], *typed[at + 1 :]))
        either |= reduce(and_, others, Q(name_folded__startswith=first))
    return either


def _read(rows: "QuerySet[Any]", tiers: Iterable[tuple[int, SearchQuery]], first: str) -> list[_Hit]:
    """The candidates of some tiers in one query. A tier is not begun when those before it gave enough."""
    parts = [_columns(_matching(rows, query), tier, first)[:CANDIDATES] for tier, query in tiers]
    return _hits(parts[0].union(*parts[1:], all=True)[:CANDIDATES] if len(parts) > 1 else parts[0])


def _columns(rows: "QuerySet[Any]", tier: int, first: str) -> "QuerySet[Any, Any]":
    return rows.values_list("pk", "name_folded", Value(tier), first or Value(0))


def _hits(found: Iterable[tuple[Any, str, int, Any]]) -> list[_Hit]:
    return [_Hit(pk, name, tier, value is not None) for pk, name, tier, value in found]


def _rank(hit: _Hit, typed: Sequence[str]) -> tuple[int, int, bool, bool, str]:
    """Whole words first, then names that begin as typed, then those marked as first, then by name."""
    known = set(hit.name.split())
    whole = sum(word in known for word in typed)
    return hit.tier, -whole, not hit.name.startswith(typed[0]), not hit.is_first, hit.name


def _matching(rows: Rows, query: SearchQuery) -> Rows:
    return rows.annotate(name_words=NAME_WORDS).filter(name_words=query)


def _query(typed: Iterable[str], tier: int, near: Neighbours | None = None) -> SearchQuery:
    """All typed words. Words hold letters, marks and digits only, so nothing in them can end the quotes."""
    parts = [_term(word, tier, (near or {}).get(word, ())) for word in typed]
    return SearchQuery(" & ".join(f"({part})" for part in parts), search_type="raw", config="simple")


def _term(word: str, tier: int, near: Sequence[str]) -> str:
    if tier == WHOLE:
        return f"'{word}'"
    return " | ".join([f"'{word}':*", *_parted(word), *(f"'{other}'" for other in near)])


def _is_short(typed: Sequence[str]) -> bool:
    """One or two letters begin too many words. In East Asia they are a whole name."""
    letters = "".join(typed)
    return len(letters) < 3 and not _is_east_asian(letters)


def _is_east_asian(word: str) -> bool:
    return all("\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3" for letter in word)


def _parted(word: str) -> list[str]:
    """Names of East Asia are written without a space between family and given name."""
    if len(word) > 6 or not _is_east_asian(word):
        return []
    return [f"('{word[:at]}':* & '{word[at:]}':*)" for at in range(1, len(word))]
