"""Which insights say something alike, and by which words. Pure; the caller brings texts and counts from the database.

The way of a look-up: the rarest terms of the new text, a bounded number of texts that have one of them, in no order,
and `ranked` over those. Terms are weighted by rarity (Spärck Jones 1972), texts compared by cosine.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from apps.core.folding import words

#: More of a text is not looked at.
MOST_READ = 50_000
#: How many terms a look-up takes.
RAREST = 8
#: Longer ones are keys and addresses, not words.
_LONGEST_TERM = 40


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words without a subject.
STOP_WORDS = _listed(
    "a about after again all also am an and another any are as at be because been before being below between both "
    "but by can cannot could did do does doing done down during each either else every few first for from further get "
    "had has have having he her here hers him his how i if in into is it its itself just last less like many may me "
    "might more most much must my neither no nobody none nor not nothing now of off often on once one only or other "
    "our out over own per same say says said see sees seen several she should since so some still such than that the "
    "their them then there these they this those three through to told too two under until up upon us very was we were "
    "what when where whether which while who whom whose why will with within without would you your asked "
    "asks think thinks believes"
)
#: Who speaks, how and where: in every insight, whatever its subject.
SPEAKERS = _listed(
    "doctor doctors physician physicians patient patients people nurse nurses professor team teams specialist hospital "
    "hospitals clinic clinics centre centres center centers unit practitioner practitioners general reported report "
    "tell expect expects ask want wants new know known need needs avoid find found get give given take taken come put "
    "half head lead"
)
_LEFT_OUT = STOP_WORDS | SPEAKERS
#: Endings that are taken off, the longest first; the rest keeps four letters.
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "s", "y", "e")


@dataclass(frozen=True)
class Similar:
    """A candidate: how alike, 0 to 1, and the shared terms, the weightiest first."""

    key: str
    score: float
    shared: tuple[str, ...]


def terms(text: str) -> list[str]:
    """The folded words of a text without what names no subject, endings taken off, in their order.

    "Biopsies" and "biopsy" are one term. Numbers stay: a dose is a subject.
    """
    return [
        _without_ending(word)
        for word in words(text[:MOST_READ])
        if 1 < len(word) <= _LONGEST_TERM and word not in _LEFT_OUT
    ]


def rarity(term: str, frequencies: Mapping[str, int], documents: int) -> float:
    """Weight of a term that stands in so many of all documents: above 0, 1 for one in all; new ones weigh most."""
    count = min(frequencies.get(term, 0), documents)
    return math.log((1 + documents) / (1 + count)) + 1


def rarest(text: str, frequencies: Mapping[str, int], documents: int, count: int = RAREST) -> list[str]:
    """The rarest terms of a text, rarest first, equal ones by the alphabet.

    One that stands in no other document finds nothing and is left out; `frequencies` therefore counts the others.
    """
    known = {term for term in terms(text) if frequencies.get(term, 0) > 0}
    return sorted(known, key=lambda term: (-rarity(term, frequencies, documents), term))[:count]


def ranked(
    text: str,
    candidates: Iterable[tuple[str, str]],
    frequencies: Mapping[str, int],
    documents: int,
    *,
    count: int = 5,
) -> list[Similar]:
    """The most similar of (key, text), most alike first, equal ones by key. What shares no term is not among them."""
    asked = _weights(text, frequencies, documents)
    found = [_compared(key, asked, _weights(other, frequencies, documents)) for key, other in candidates]
    return sorted((one for one in found if one.shared), key=lambda one: (-one.score, one.key))[:count]


def _weights(text: str, frequencies: Mapping[str, int], documents: int) -> dict[str, float]:
    return {term: rarity(term, frequencies, documents) for term in terms(text)}


def _compared(key: str, asked: Mapping[str, float], other: Mapping[str, float]) -> Similar:
    """Cosine of two texts whose terms count once each, however often they are said."""
    shared = sorted(asked.keys() & other.keys(), key=lambda term: (-asked[term], term))
    if not shared:
        return Similar(key, 0.0, ())
    lengths = math.hypot(*asked.values()) * math.hypot(*other.values())
    return Similar(key, sum(asked[term] * other[term] for term in shared) / lengths, tuple(shared))


@lru_cache(maxsize=50_000)
def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word
