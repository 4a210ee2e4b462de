"""Hints while an insight is written: six items, each 0 to 2 by rules that can be shown (`PRODUCT.md`, Insights; F-44).

They advise and never refuse. A rule knows words, not meaning: how often it agrees with a reader stands in
`docs/bench.md`. Pure and bounded, so that they may run at each pause of typing.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core.folding import fold
from apps.insights import hint_words as lists
from apps.insights.hint_words import Words

#: More of a text is not read.
MOST_READ = 50_000
#: Words before and behind a person, among which a role or setting is theirs.
_BEFORE_A_PERSON, _AFTER_A_PERSON = 5, 9
#: Words around a consequence, among which it has to name what it is for.
_BEFORE_A_CONSEQUENCE, _AFTER_A_CONSEQUENCE = 12, 14
#: Words that a report needs to say what was said.
_ENOUGH_WORDS = 8
#: At most that many found words are told.
_TOLD = 5
#: "in Porto", "at Leeds": a name behind a preposition, as it was written.
_NAMED_PLACE = re.compile(r"\b(?:in|at|from|near|across)\s(?:the\s)?([A-Z]\w{3,20})")
_AGE = re.compile(r"\b(?:over|under|above|below|aged?)\s\d{1,3}\b")
#: Two capitals or more, or capitals with digits and signs, as in PFS, EQ-5D, 2L.
_ABBREVIATION = re.compile(r"(?=[^\W_]*[A-Z0-9])(?:[A-Z]{2,}[a-z]?|[A-Z]*\d+[A-Z]+|[A-Z]+\d+)\+?")
_SENTENCE_END = re.compile(r"[.!?;\n]+(?:\s|$)")


class Item(StrEnum):
    """The rubric. Values are stored; they never change."""

    IDENTITY = "identity"
    OBSERVATION = "observation"
    RATIONALE = "rationale"
    RELEVANCE = "relevance"
    CONTEXT = "context"
    CLARITY = "clarity"


#: What to ask next time, by item.
QUESTIONS = {
    Item.IDENTITY: _("Who said it: what kind of expert, in what role, and where do they work?"),
    Item.OBSERVATION: _("What exactly did they say or do? Could you quote it?"),
    Item.RATIONALE: _("Why do they think so?"),
    Item.RELEVANCE: _("So what: which question, study, education or decision of ours does it bear on?"),
    Item.CONTEXT: _("In which patients, at which stage of treatment, where and when does it hold?"),
    Item.CLARITY: _("Could a colleague from another area read it once and tell it on?"),
}


@dataclass(frozen=True)
class Hint:
    """One item: its score of 0 to 2, the rule that gave it, the words it found, and what to ask next time."""

    item: Item
    score: int
    rule: Any
    found: tuple[str, ...] = ()

    @property
    def question(self) -> Any:
        """To ask next time; none where nothing is missing."""
        return "" if self.score == 2 else QUESTIONS[self.item]


@dataclass(frozen=True)
class Read:
    """A text as the rules see it: as written, and as folded words in their order."""

    written: str
    words: tuple[str, ...]
    _known: dict[int, list[int]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, text: str) -> "Read":
        """Reads `MOST_READ` characters; one sign can be a whole sentence once folded, hence cut twice."""
        written = text[:MOST_READ]
        return cls(written, tuple(fold(written)[:MOST_READ].split()))

    def places(self, words: Words) -> list[int]:
        """Where one of these stands, as numbers of words."""
        if id(words) not in self._known:
            hits = {one for one in set(self.words) if one in words.single or one.startswith(words.beginnings)}
            self._known[id(words)] = [
                place for place, one in enumerate(self.words) if one in hits or self._begins(place, words)
            ]
        return self._known[id(words)]

    def told(self, places: Iterable[int]) -> tuple[str, ...]:
        """The first different words at these places, for people to see."""
        return tuple(dict.fromkeys(self.words[place] for place in places))[:_TOLD]

    def _begins(self, place: int, words: Words) -> bool:
        rests = words.phrases.get(self.words[place], ())
        return any(self.words[place + 1 : place + 1 + len(rest)] == rest for rest in rests)


def hints(text: str, *, context: str = "", rationale: str = "", so_what: str = "") -> tuple[Hint, ...]:
    """The six items in their order, for an observation and what its own fields hold.

    The answer to a field's question needs no "because": a filled field speaks for its item.
    """
    read = Read.of("\n".join(filter(None, (text, context, rationale, so_what))))
    fields = {Item.CONTEXT: context, Item.RATIONALE: rationale, Item.RELEVANCE: so_what}
    return tuple(_with_field(rule(read), fields.get(item, "")) for item, rule in RULES.items())


def total(found: Sequence[Hint]) -> int:
    """The sum, 0 to 12."""
    return sum(hint.score for hint in found)


def _with_field(hint: Hint, written: str) -> Hint:
    count = len(fold(written[:MOST_READ]).split())
    score = 2 if count >= 5 else int(count >= 2)
    return Hint(hint.item, score, _("Its own field is filled."), ()) if score > hint.score else hint


def _identity(read: Read) -> Hint:
    people = read.places(lists.PEOPLE)
    around = sorted({*read.places(lists.SETTINGS), *read.places(lists.ROLES)})
    near = _near(people, around, before=_BEFORE_A_PERSON, after=_AFTER_A_PERSON)
    if near:
        return Hint(Item.IDENTITY, 2, _("Somebody is named with a role or setting."), read.told(near))
    if people:
        return Hint(Item.IDENTITY, 1, _("Somebody is named, without a role or setting."), read.told(people))
    if places := read.places(lists.SETTINGS):
        return Hint(Item.IDENTITY, 1, _("A setting is named, but nobody in it."), read.told(places))
    return Hint(Item.IDENTITY, 0, _("No word says who it was: nurse, cardiologist, pharmacist ..."))


def _observation(read: Read) -> Hint:
    firm, soft = read.places(lists.REPORTS), read.places(lists.SOFT_REPORTS)
    ours = read.places(lists.OUR_VIEW)
    if firm and len(read.words) >= _ENOUGH_WORDS:
        return Hint(Item.OBSERVATION, 2, _("It tells what was said or seen."), read.told(firm))
    if firm:
        return Hint(
            Item.OBSERVATION, 1, _("Something was said, but too little of it is told."), read.told(firm)
        )
    if ours:
        return Hint(Item.OBSERVATION, 0, _("It tells what we did or believe."), read.told(ours))
    if soft:
        return Hint(Item.OBSERVATION, 1, _("A feeling or wish, not yet what was said."), read.told(soft))
    return Hint(Item.OBSERVATION, 0, _("No word of saying or seeing: said, asked, showed ..."))


def _rationale(read: Read) -> Hint:
    timed = {place - 1 for place in read.places(lists.TIMES_AFTER_SINCE)}
    reasons = [
        place for place in read.places(lists.REASONS) if read.words[place] != "since" or place not in timed
    ]
    guessed = _near(reasons, read.places(lists.GUESSES), before=3, after=1)
    half = read.places(lists.HALF_REASONS)
    if reasons and not guessed:
        return Hint(Item.RATIONALE, 2, _("A reason is given."), read.told(reasons))
    if reasons:
        return Hint(Item.RATIONALE, 1, _("The reason is a guess."), read.told([*guessed, *reasons]))
    if half:
        return Hint(Item.RATIONALE, 1, _("A reason is hinted at."), read.told(half))
    return Hint(Item.RATIONALE, 0, _("No word of reason: because, since, due to ..."))


def _relevance(read: Read) -> Hint:
    follows, targets = read.places(lists.CONSEQUENCES), read.places(lists.TARGETS)
    named = _near(follows, targets, before=_BEFORE_A_CONSEQUENCE, after=_AFTER_A_CONSEQUENCE)
    weak = read.places(lists.WEAK_RELEVANCE)
    if named:
        return Hint(
            Item.RELEVANCE, 2, _("It says what follows, and for what."), read.told([*follows, *named])
        )
    if weak:
        return Hint(Item.RELEVANCE, 1, _("It matters, but not yet for what."), read.told(weak))
    return Hint(
        Item.RELEVANCE, 0, _("No word of what follows: for our question, for the study, this means ...")
    )


def _context(read: Read) -> Hint:
    kinds = [read.places(words)[:1] for words in (lists.PATIENTS, lists.STAGES, lists.TIMES, lists.PLACES)]
    found = [word for places in kinds for word in read.told(places)]
    if not kinds[3] and (named := _NAMED_PLACE.search(read.written)):
        found.append(named[1])
    if not kinds[0] and (aged := _AGE.search(read.written)):
        found.append(aged[0])
    told = tuple(found)[:_TOLD]
    if len(found) >= 2:
        return Hint(Item.CONTEXT, 2, _("It says where, when or in whom."), told)
    if found:
        return Hint(Item.CONTEXT, 1, _("It says one of: patients, stage, place, time."), told)
    return Hint(Item.CONTEXT, 0, _("No patients, stage, place or time."))


def _clarity(read: Read) -> Hint:
    """Two less one for each fault; too little to read is none at all."""
    count = len(read.words)
    if count < 3:
        return Hint(Item.CLARITY, 0, _("Too short to be understood."))
    found = [fault for fault in (_length(read), _jargon(read), _thoughts(read)) if fault]
    if not found:
        return Hint(Item.CLARITY, 2, _("Short and in plain words."))
    worst = max(found, key=lambda fault: fault[0])
    return Hint(Item.CLARITY, max(0, 2 - sum(weight for weight, *_rest in found)), worst[1], worst[2])


#: How much is taken off, the rule that shows it, and what it found.
Fault = tuple[int, Any, tuple[str, ...]]


def _length(read: Read) -> Fault | None:
    count = len(read.words)
    sentences = max(1, len([one for one in _SENTENCE_END.split(read.written) if one.strip()]))
    if count > 250:
        return 2, _("Far too long for one thought."), ()
    if count > 110:
        return 1, _("Long; is it one thought?"), ()
    if count / sentences > 35:
        return 1, _("The sentences are long."), ()
    return (1, _("Very short."), ()) if count <= 5 else None


def _jargon(read: Read) -> Fault | None:
    written = [word.strip(".,;:()[]\"'“”‘’") for word in read.written.split()]
    short = [word for word in written if _ABBREVIATION.fullmatch(word)]
    short += read.told(read.places(lists.SHORT_FORMS))
    share = len(short) / len(read.words)
    told = tuple(dict.fromkeys(short))[:_TOLD]
    if share >= 0.25:
        return 2, _("A chain of short forms."), told
    return (1, _("Many short forms."), told) if share >= 0.1 else None


def _thoughts(read: Read) -> Fault | None:
    more = read.places(lists.ANOTHER_THOUGHT)
    commas = max((one.count(",") for one in _SENTENCE_END.split(read.written)), default=0)
    if "\t" in read.written or read.written.count("|") > 3:
        return 1, _("A table was pasted."), ()
    if commas >= 4 and len(read.words) / (commas + 1) < 7:
        return 2, _("Several thoughts in a row."), ()
    if "!!" in read.written:
        return 1, _("Loud signs instead of words."), ("!!",)
    return (1, _("More than one thought."), read.told(more)) if more else None


def _near(first: Sequence[int], second: Sequence[int], *, before: int, after: int) -> list[int]:
    """Those of `second` that stand up to so many words before or after one of `first`; both sorted."""
    near, start = [], 0
    for place in second:
        while start < len(first) and first[start] + after < place:
            start += 1
        if start < len(first) and first[start] - before <= place and first[start] != place:
            near.append(place)
    return near


RULES: dict[Item, Callable[[Read], Hint]] = {
    Item.IDENTITY: _identity,
    Item.OBSERVATION: _observation,
    Item.RATIONALE: _rationale,
    Item.RELEVANCE: _relevance,
    Item.CONTEXT: _context,
    Item.CLARITY: _clarity,
}
