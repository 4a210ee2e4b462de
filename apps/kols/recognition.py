"""Who wrote it: each author of an import is a stakeholder, a candidate, or a question for a person to decide.

Identifiers first, then name and place with a score. What the database knows about the people of a batch is read
in a constant number of queries; after that everything is decided in memory. Nobody is merged in silence: an
author who may be somebody in the directory becomes a candidate with a question.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.core.folding import fold, words
from apps.core.searching import NAME_WORDS
from apps.directory.models import Affiliation, Stakeholder, StakeholderIdentifier
from apps.directory.models.base import folded
from apps.kols import matching
from apps.kols.matching import Match, PersonSketch
from apps.kols.models import Authorship, Candidate, Involvement, MatchQuestion
from apps.kols.records import PersonRecord

#: Two authors are one candidate from here on: last name, an agreeing initial and a clearly shared place.
SAME_CANDIDATE = matching.SAME_LAST + matching.INITIAL_FIRST + matching.STRONG_PLACE
#: More look-alikes than these are no help to whoever decides.
QUESTIONS_PER_AUTHOR = 3
REASON_LENGTH = 200


@dataclass(slots=True)
class Entry:
    """Somebody an author is compared with: a stakeholder, or a candidate with what is known so far."""

    key: UUID
    sketch: PersonSketch
    initials: frozenset[str]
    candidate: Candidate | None = None


@dataclass(slots=True)
class Known:
    """What is known about the people of one batch, and what was found out on the way."""

    entries: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    by_orcid: dict[str, Candidate] = field(default_factory=dict)
    by_key: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    candidates: dict[UUID, Candidate] = field(default_factory=dict)
    asked: dict[tuple[UUID, UUID], MatchQuestion] = field(default_factory=dict)
    new_candidates: list[Candidate] = field(default_factory=list)
    changed_candidates: dict[UUID, Candidate] = field(default_factory=dict)
    new_questions: list[MatchQuestion] = field(default_factory=list)
    matches: dict[PersonSketch, list[tuple[Entry, Match]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """Whom an author was found to be; exactly one of the two is set."""

    stakeholder_id: UUID | None
    candidate: Candidate | None
    score: int | None = None
    reasons: tuple[str, ...] = ()


def sketch_of(author: PersonRecord) -> PersonSketch:
    """An author as matching wants it."""
    return PersonSketch(
        author.last_name,
        author.fore_name,
        author.initials,
        orcid=author.orcid,
        affiliations=author.affiliations,
    )


def candidate_sketch(candidate: Candidate, affiliations: Iterable[str] = ()) -> PersonSketch:
    """A candidate as matching wants it, with every place they were seen at."""
    places = tuple(dict.fromkeys(filter(None, [candidate.affiliation, *affiliations])))
    return PersonSketch(
        candidate.last_name,
        candidate.first_name,
        candidate.initials,
        orcid=candidate.orcid or None,
        affiliations=places,
    )


def match_key(last_name: str, first_names: str) -> str:
    """Folded last name and first initial: what two spellings of one candidate share at least."""
    return f"{fold(last_name)[:190]} {fold(first_names)[:1]}"


def look_up(sketches: Iterable[PersonSketch], former: Iterable[UUID]) -> Known:
    """Read all that may concern these people; `former` are candidates that the batch's papers name already."""
    people = set(sketches)
    known = Known()
    _look_up_stakeholders(known, people)
    _look_up_candidates(known, people, former)
    return known


def stakeholder_matches(known: Known, author: PersonSketch) -> list[tuple[Entry, Match]]:
    """Directory entries this author is or may be, the likeliest first."""
    if author not in known.matches:
        found = [(entry, matching.score(author, entry.sketch)) for entry in _comparable(known, author)]
        found = [pair for pair in found if pair[1].score >= matching.UNSURE]
        known.matches[author] = sorted(found, key=lambda pair: (-pair[1].score, str(pair[0].key)))
    return known.matches[author]


def stakeholders_like(person: PersonSketch) -> list[tuple[Entry, Match]]:
    """Directory entries that are or may be this person, the likeliest first."""
    known = Known()
    _look_up_stakeholders(known, {person})
    return stakeholder_matches(known, person)


def _look_up_stakeholders(known: Known, people: set[PersonSketch]) -> None:
    orcids = {person.orcid for person in people if person.orcid}
    identified = StakeholderIdentifier.objects.filter(system="orcid", value__in=orcids).values(
        "stakeholder_id"
    )
    found = list(
        Stakeholder.objects.annotate(name_words=NAME_WORDS)
        .filter(Q(name_words=_any_of(people)) | Q(pk__in=identified))
        .values_list("pk", "merged_into_id", "last_name", "first_name", "middle_name")
    )
    numbers, places = _numbers_of(row[0] for row in found), _places_of(row[0] for row in found)
    for key, merged_into, last, first, middle in found:
        given = f"{first} {middle}".strip()
        sketch = PersonSketch(last, given, identifiers=numbers[key], affiliations=tuple(places[key]))
        _index(known, Entry(merged_into or key, sketch, _initials(last, given)))


def _any_of(people: set[PersonSketch]) -> SearchQuery:
    """Names that hold any of the last names' words. Folded words have no characters that would need quoting."""
    wanted = {word for person in people for word in matching.words_to_find(person.last_name)} or {"-"}
    return SearchQuery(" | ".join(f"'{word}'" for word in sorted(wanted)), search_type="raw", config="simple")


def _numbers_of(keys: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    numbers: dict[UUID, dict[str, str]] = defaultdict(dict)
    rows = StakeholderIdentifier.objects.filter(stakeholder__in=list(keys))
    for key, system, value in rows.values_list("stakeholder_id", "system", "value"):
        numbers[key][system] = value
    return numbers


def _places_of(keys: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Accounts as an author would print them. Former ones count: papers appear years after the work."""
    places: dict[UUID, list[str]] = defaultdict(list)
    rows = Affiliation.objects.filter(stakeholder__in=list(keys)).order_by("id")
    for key, name, above, city in rows.values_list(
        "stakeholder_id", "account__name", "account__parent__name", "account__city"
    ):
        places[key].append(", ".join(filter(None, [name, above, city])))
    return places


def _initials(*names: str) -> frozenset[str]:
    return frozenset(word[0] for name in names for word in words(name))


def _index(known: Known, entry: Entry) -> None:
    for word in {*words(entry.sketch.last_name), *words(entry.sketch.first_names)}:
        known.entries[word].append(entry)
    for number in filter(None, [entry.sketch.identifiers.get("orcid")]):
        known.entries[number].append(entry)


def _comparable(known: Known, author: PersonSketch) -> list[Entry]:
    """Entries that share a word of the last name and an initial, or the ORCID iD; scoring all pairs would be slow."""
    first = fold(author.first_names or author.initials)[:1]
    named = [
        entry for word in matching.words_to_find(author.last_name) for entry in known.entries.get(word, ())
    ]
    found = [entry for entry in named if not first or first in entry.initials or len(entry.initials) < 2]
    found += known.entries.get(author.orcid or "", [])
    return list({id(entry): entry for entry in found}.values())


def _look_up_candidates(known: Known, people: set[PersonSketch], former: Iterable[UUID]) -> None:
    keys = {match_key(person.last_name, person.first_names or person.initials) for person in people}
    orcids = {person.orcid for person in people if person.orcid}
    wanted = Q(match_key__in=keys) | Q(orcid__in=orcids) | Q(pk__in=list(former))
    found = list(Candidate.objects.filter(wanted).select_related("stakeholder").order_by("id"))
    places: dict[UUID, list[str]] = defaultdict(list)
    keys_found = [candidate.pk for candidate in found]
    for model in (Authorship, Involvement):
        rows = model._default_manager.filter(candidate__in=keys_found)
        for key, affiliations in rows.values_list("candidate_id", "affiliations"):
            places[key].extend(affiliations)
    for candidate in found:
        remember(known, candidate, places[candidate.pk])
    for question in MatchQuestion.objects.filter(candidate__in=[candidate.pk for candidate in found]):
        known.asked[question.candidate_id, question.stakeholder_id] = question


def remember(known: Known, candidate: Candidate, places: Iterable[str] = ()) -> None:
    """Let later authors of the batch be found to be this candidate."""
    sketch = candidate_sketch(candidate, places)
    entry = Entry(candidate.pk, sketch, frozenset(), candidate)
    known.by_key[candidate.match_key].append(entry)
    known.candidates[candidate.pk] = candidate
    if candidate.orcid:
        known.by_orcid[candidate.orcid] = candidate


def recognise(
    known: Known, author: PersonRecord, *, taken: set[UUID], former: Candidate | None = None
) -> Person:
    """Whom this author is. `taken` holds who wrote the same paper under another line: nobody writes it twice."""
    sketch = sketch_of(author)
    candidate = _existing_candidate(known, sketch, taken, former)
    matches = [pair for pair in stakeholder_matches(known, sketch) if pair[0].key not in taken]
    if candidate and candidate.stakeholder_id:
        return _decided_before(candidate, taken)
    matches = [pair for pair in matches if not _is_denied(known, candidate, pair[0])]
    sure = [pair for pair in matches if pair[1].is_sure]
    if len({entry.key for entry, _match in sure}) == 1:
        if candidate:
            _ask(known, candidate, sure)
        return _linked(sure[0], taken)
    candidate = candidate or _new_candidate(known, author)
    _learn(known, candidate, author)
    _ask(known, candidate, matches)
    taken.add(candidate.pk)
    return Person(None, candidate)


def _linked(pair: tuple[Entry, Match], taken: set[UUID]) -> Person:
    entry, match = pair
    taken.add(entry.key)
    return Person(entry.key, None, match.score, cut(match.reasons))


def _decided_before(candidate: Candidate, taken: set[UUID]) -> Person:
    """Somebody decided who this candidate is; a merge later may have moved the stakeholder on."""
    person = candidate.stakeholder
    key = (person.merged_into_id or person.pk) if person else None
    taken.update(filter(None, [key, candidate.pk]))
    return Person(key, None, 100, (_("decided by a person"),))


def _is_denied(known: Known, candidate: Candidate | None, entry: Entry) -> bool:
    """Whether a person said before that this candidate is somebody else."""
    question = known.asked.get((candidate.pk, entry.key)) if candidate else None
    return question is not None and question.answer == MatchQuestion.Answer.OTHER


def _existing_candidate(
    known: Known, sketch: PersonSketch, taken: set[UUID], former: Candidate | None
) -> Candidate | None:
    identified = known.by_orcid.get(sketch.orcid or "")
    if identified:
        return identified if identified.pk not in taken else None
    if former and former.pk not in taken and not (former.orcid and sketch.orcid):
        return former
    found = [(entry, _same_candidate(sketch, entry.sketch)) for entry in _namesakes(known, sketch)]
    fitting = [(entry, score) for entry, score in found if score and entry.key not in taken]
    best = max(fitting, key=lambda pair: pair[1], default=None)
    return best[0].candidate if best else None


def _namesakes(known: Known, sketch: PersonSketch) -> list[Entry]:
    return known.by_key.get(match_key(sketch.last_name, sketch.first_names or sketch.initials), [])


def _same_candidate(author: PersonSketch, entry: PersonSketch) -> int:
    """The score of two authors who are one person; 0 when names alone agree, since many share a name."""
    match = matching.score(author, entry)
    by_name_alone = matching.score(author, replace(entry, affiliations=()))
    return match.score if match.score >= SAME_CANDIDATE and match.score > by_name_alone.score else 0


def _new_candidate(known: Known, author: PersonRecord) -> Candidate:
    given = author.fore_name or author.initials
    candidate = Candidate(
        first_name=author.fore_name,
        last_name=author.last_name,
        initials=author.initials,
        suffix=author.suffix,
        orcid="" if author.orcid in known.by_orcid else author.orcid or "",
        affiliation=next(iter(author.affiliations), ""),
        name_folded=folded(author.last_name, given),
        match_key=match_key(author.last_name, given),
    )
    known.new_candidates.append(candidate)
    remember(known, candidate, author.affiliations)
    return candidate


def _learn(known: Known, candidate: Candidate, author: PersonRecord) -> None:
    """Take from a further paper what was missing: an ORCID iD, a written-out first name, another place."""
    before = (candidate.orcid, candidate.first_name)
    if author.orcid and not candidate.orcid and author.orcid not in known.by_orcid:
        candidate.orcid = author.orcid
        known.by_orcid[author.orcid] = candidate
    if _is_fuller(author.fore_name, candidate.first_name):
        candidate.first_name = author.fore_name
        candidate.name_folded = folded(candidate.last_name, candidate.first_name)
    if before != (candidate.orcid, candidate.first_name) and not candidate._state.adding:
        known.changed_candidates[candidate.pk] = candidate
    for entry in known.by_key[candidate.match_key]:
        if entry.candidate is candidate:
            entry.sketch = candidate_sketch(candidate, [*entry.sketch.affiliations, *author.affiliations])


def _is_fuller(one: str, other: str) -> bool:
    """Whether a first name is written out where the other holds initials only."""
    return max(map(len, words(one)), default=0) > 1 >= max(map(len, words(other)), default=0)


def _ask(known: Known, candidate: Candidate, matches: list[tuple[Entry, Match]]) -> None:
    """Put the likeliest on the list of questions, each pair once and for all."""
    for entry, match in matches[:QUESTIONS_PER_AUTHOR]:
        pair = (candidate.pk, entry.key)
        if pair in known.asked:
            continue
        question = MatchQuestion(
            candidate=candidate, stakeholder_id=entry.key, score=match.score, reasons=list(cut(match.reasons))
        )
        known.asked[pair] = question
        known.new_questions.append(question)


def cut(reasons: Iterable[str]) -> tuple[str, ...]:
    """Reasons as their columns hold them."""
    return tuple(
        reason if len(reason) <= REASON_LENGTH else f"{reason[: REASON_LENGTH - 1]}…" for reason in reasons
    )
