"""Who or which place a row of a table means, where no number says so: likely entries of the directory, with reasons.

Many at once, in a constant number of queries. Names alone are never sure; see `apps.kols.matching`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.utils.translation import gettext as _

from apps.core.folding import fold, words
from apps.core.searching import NAME_WORDS
from apps.directory.models import Account
from apps.kols import recognition
from apps.kols.matching import SURE, UNSURE, PersonSketch

#: People decide between these at most.
CHOICES = 5
#: Accounts compared with the rows of one batch at most; a name of common words alone finds too many to be a hint.
MOST_ACCOUNTS = 5_000
SAME_NAME, WITHIN_NAME = 60, 40
SAME_CITY, OTHER_CITY, SAME_COUNTRY, OTHER_COUNTRY, SAME_CODE = 25, -30, 5, -40, 10
OTHER_NUMBER = 60


@dataclass(frozen=True)
class Guess:
    """Somebody or some place that may be meant."""

    key: UUID
    score: int
    reasons: tuple[str, ...]

    @property
    def is_sure(self) -> bool:
        """Whether it may be taken without asking."""
        return self.score >= SURE

    def to_json(self) -> dict[str, Any]:
        """For the review."""
        return {"key": str(self.key), "score": self.score, "reasons": list(self.reasons)}


@dataclass(frozen=True)
class Place:
    """What a row says of an account."""

    name: str
    city: str = ""
    country: str = ""
    postal_code: str = ""
    source: str = ""


def sure_one(guesses: Sequence[Guess]) -> UUID | None:
    """The only one that is sure."""
    keys = {guess.key for guess in guesses if guess.is_sure}
    return next(iter(keys)) if len(keys) == 1 else None


def people_like(sketches: Iterable[PersonSketch]) -> dict[PersonSketch, list[Guess]]:
    """Stakeholders whom these may be, the likeliest first."""
    asked = set(sketches)
    if not asked:
        return {}
    known = recognition.look_up(asked, ())
    return {sketch: _people(known, sketch) for sketch in asked}


def _people(known: recognition.Known, sketch: PersonSketch) -> list[Guess]:
    found = recognition.stakeholder_matches(known, sketch)
    guesses = [Guess(entry.key, match.score, match.reasons) for entry, match in found]
    return list({guess.key: guess for guess in reversed(guesses)}.values())[::-1][:CHOICES]


def accounts_like(places: Iterable[Place]) -> dict[Place, list[Guess]]:
    """Accounts which these may be, the likeliest first."""
    asked = [place for place in set(places) if words(place.name)]
    if not asked:
        return {}
    entries = _entries(asked)
    return {place: _accounts(entries, place) for place in asked}


def _entries(places: Sequence[Place]) -> dict[str, list[Account]]:
    """Accounts whose name holds all words of one of the names, by word."""
    wanted = {" & ".join(f"'{word}'" for word in words(place.name)) for place in places}
    query = SearchQuery(
        " | ".join(f"({text})" for text in sorted(wanted)), search_type="raw", config="simple"
    )
    found = Account.objects.annotate(name_words=NAME_WORDS).filter(name_words=query, archived_at=None)
    entries: dict[str, list[Account]] = defaultdict(list)
    for account in found.prefetch_related("identifiers").order_by("id")[:MOST_ACCOUNTS]:
        for word in {*words(account.name), *words(account.name_folded)}:
            entries[word].append(account)
    return entries


def _accounts(entries: dict[str, list[Account]], place: Place) -> list[Guess]:
    rarest = min(words(place.name), key=lambda word: len(entries.get(word, ())))
    guesses = [_account_guess(place, account) for account in entries.get(rarest, ())]
    likely = [guess for guess in guesses if guess.score >= UNSURE]
    return sorted(likely, key=lambda guess: (-guess.score, str(guess.key)))[:CHOICES]


def _account_guess(place: Place, account: Account) -> Guess:
    points = [point for point in (*_by_name(place, account), *_by_place(place, account)) if point]
    score = max(0, min(sum(value for value, _reason in points), 100))
    reasons = [reason for _value, reason in points]
    if place.source and any(row.value.startswith(f"{place.source}:") for row in account.identifiers.all()):
        score = min(score, OTHER_NUMBER)
        reasons.append(_("has another number in the same system"))
    return Guess(account.pk, score, tuple(reasons))


Point = tuple[int, str]


def _by_name(place: Place, account: Account) -> Iterable[Point]:
    ours, theirs = set(words(place.name)), set(words(account.name))
    if ours == theirs:
        yield SAME_NAME, _("same name")
    elif ours <= theirs or (ours - set(words(place.city))) <= theirs:
        yield WITHIN_NAME, _("the name holds all words")


def _by_place(place: Place, account: Account) -> Iterable[Point]:
    if place.city and account.city:
        is_same = fold(place.city) == fold(account.city)
        yield (SAME_CITY, _("same city")) if is_same else (OTHER_CITY, _("another city"))
    if place.country and account.country:
        is_same = place.country == account.country
        yield (SAME_COUNTRY, _("same country")) if is_same else (OTHER_COUNTRY, _("another country"))
    if place.postal_code and fold(place.postal_code) == fold(account.postal_code):
        yield SAME_CODE, _("same postal code")
