"""Is this author the person in the directory? A score with its reasons in words, for people to check.

Pure: it compares two sketches and knows nothing of tables. Identifiers decide; names and places only suggest.
A wrong link is worse than a question: names alone are never sure, and what contradicts stays below the limit.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import permutations, product

from django.utils.translation import gettext as _

from apps.core import identifiers
from apps.core.folding import fold, words

# From here on linked without asking: an identifier, or full name and place together.
SURE = 90

# From here on listed for a person's decision; below, they count as two people. A last name with one agreeing
# initial reaches it; with places that have nothing in common it does not: not every J. Smith is a question.
UNSURE = 50

# Names: together at most 78, so that no name alone is sure, however complete.
SAME_LAST, VARIANT_LAST, PART_OF_LAST, EXCHANGED = 40, 36, 25, 50
FULL_FIRST, INITIAL_FIRST, MORE_NAMES = 30, 15, 8
MIDDLE_DIFFERS, NO_LAST = -15, -40

# Places: strong lifts a full name over SURE (70 + 20), never an initial (63 + 20) nor a shared town (78 + 8).
STRONG_PLACE, WEAK_PLACE, NO_PLACE_SHARED = 20, 8, -8

# The most that two people score whose names contradict each other, and whose identifiers do.
CONTRADICTING_NAMES = 30
CONTRADICTING_IDENTIFIERS = 60


@dataclass(frozen=True, slots=True)
class PersonSketch:
    """What is known of a person on either side. `identifiers` maps a system ("npi") to its value."""

    last_name: str
    first_names: str = ""
    initials: str = ""
    orcid: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict, hash=False)
    affiliations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """How likely two sketches are one person, 0 to 100, and why."""

    score: int
    reasons: tuple[str, ...]

    @property
    def is_sure(self) -> bool:
        """Whether it may be linked without asking."""
        return self.score >= SURE


@dataclass(frozen=True, slots=True)
class _Points:
    value: int
    reason: str
    is_contradiction: bool = False


def score(author: PersonSketch, entry: PersonSketch) -> Match:
    """Compare an author with a directory entry. Symmetric; blind to accents, case and the order of words."""
    by_identifier = _by_identifier(author, entry)
    by_name = _by_name(author, entry)
    if by_identifier:
        return _decided(by_identifier, by_name)
    points = [*by_name, *_by_place(author.affiliations, entry.affiliations)]
    total = sum(point.value for point in points)
    if any(point.is_contradiction for point in points):
        total = min(total, CONTRADICTING_NAMES)
    return Match(max(0, min(total, 100)), tuple(point.reason for point in points))


def _decided(by_identifier: list[_Points], by_name: list[_Points]) -> Match:
    """What identifiers say; unsure where they contradict each other, or agree on quite different names."""
    reasons = tuple(point.reason for point in by_identifier)
    agree = [point for point in by_identifier if not point.is_contradiction]
    if not agree:
        return Match(0, reasons)
    if len(agree) < len(by_identifier):
        return Match(CONTRADICTING_IDENTIFIERS, reasons)
    # One name may change (marriage); when last and first name both differ, an identifier was likely mistyped.
    if len(by_name) > 1 and all(point.is_contradiction for point in by_name):
        return Match(CONTRADICTING_IDENTIFIERS, (*reasons, *(point.reason for point in by_name)))
    return Match(100, reasons)


def _by_identifier(author: PersonSketch, entry: PersonSketch) -> list[_Points]:
    ours, theirs = _numbers(author), _numbers(entry)
    found = []
    for system in sorted(ours.keys() & theirs.keys()):
        is_same = ours[system] == theirs[system]
        text = _("same %(system)s") if is_same else _("different %(system)s")
        found.append(_Points(0, text % {"system": system.upper()}, is_contradiction=not is_same))
    return found


def _numbers(person: PersonSketch) -> dict[str, str]:
    """A person's identifiers by system, in normal form; what is not valid in its system proves nothing."""
    written = {system.lower(): value for system, value in person.identifiers.items()}
    if person.orcid:
        written["orcid"] = person.orcid
    numbers = {}
    for system, value in written.items():
        normalise = identifiers.SYSTEMS.get(system, _plain)
        if normal := normalise(value):
            numbers[system] = normal
    return numbers


def _plain(value: str) -> str | None:
    return value.strip().casefold() or None


def _by_name(author: PersonSketch, entry: PersonSketch) -> list[_Points]:
    last = _by_last_name(author.last_name, entry.last_name)
    ours, theirs = _given(author), _given(entry)
    if last.is_contradiction and _is_exchanged(author, entry):
        return [_Points(EXCHANGED, _("same names, first and last exchanged"))]
    return [last, *_by_first_names(ours, theirs)]


def _by_last_name(one: str, other: str) -> _Points:
    ours, theirs = words(one), words(other)
    if not ours or not theirs:
        return _Points(NO_LAST, _("no last name to compare"))
    if sorted(ours) == sorted(theirs):
        return _Points(SAME_LAST, _("same last name"))
    if _variants(ours) & _variants(theirs):
        return _Points(VARIANT_LAST, _("last name spelled differently"))
    if _core(ours) & _core(theirs) and (_core(ours) <= _core(theirs) or _core(theirs) <= _core(ours)):
        return _Points(PART_OF_LAST, _("part of the last name agrees"))
    return _Points(0, _("different last name"), is_contradiction=True)


def _each(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICLES = _each(
    "von van der den de del della di da do dos das du la le el al bin ben ter ten zu zur zum af av y e"
)


def _core(parts: Iterable[str]) -> frozenset[str]:
    """The words of a last name that carry it: no particles, and no single letters."""
    return frozenset(part for part in parts if part not in _PARTICLES and len(part) > 1)


def words_to_find(last_name: str) -> frozenset[str]:
    """The folded words under which a directory may list this last name, umlauts spelled either way."""
    plain, spelled_out = words(last_name), words(last_name.casefold().translate(_SPELL_OUT))
    found = _core([*plain, *spelled_out]) or frozenset(plain)
    return found | {_reduced(word) for word in found}


_SPELL_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})

# How umlauts and Nordic letters are written where a keyboard lacks them; both sides are reduced.
_SPELLED_OUT = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))


def _variants(parts: list[str]) -> frozenset[str]:
    """A last name without gaps in every order of its words, and with umlauts spelled either way."""
    joined = _joined(parts)
    return joined | {_reduced(text) for text in joined}


def _reduced(text: str) -> str:
    for long, short in _SPELLED_OUT:
        text = text.replace(long, short)
    return text


def _joined(parts: list[str]) -> frozenset[str]:
    """The words run together in every order (Xiao Ming, Xiaoming); long names in their sorted order only."""
    orders = permutations(parts) if len(parts) <= 4 else [sorted(parts)]
    return frozenset("".join(order) for order in orders)


def _is_exchanged(author: PersonSketch, entry: PersonSketch) -> bool:
    """Whether one side's last name is the other's first name and the reverse, both written out."""
    ours, theirs = (
        (sorted(words(person.last_name)), sorted(words(person.first_names))) for person in (author, entry)
    )
    return ours == theirs[::-1] and all(len("".join(part)) > 1 for part in ours)


def _given(person: PersonSketch) -> list[str]:
    """First names as words; initials as single letters, also where they fill the field for first names."""
    names, initials = words(person.first_names), fold(person.initials).replace(" ", "")
    if not names or "".join(names) == initials:
        return list(initials)
    return names


def _by_first_names(ours: list[str], theirs: list[str]) -> list[_Points]:
    if not ours or not theirs:
        return []
    if len(ours) + len(theirs) > 2 and _joined(ours) & _joined(theirs) and max(map(len, ours + theirs)) > 1:
        more = MORE_NAMES if min(len(ours), len(theirs)) > 1 else 0
        return [_Points(FULL_FIRST + more, _("same first names"))]
    pairs = _paired(ours, theirs)
    if not pairs:
        return [_Points(0, _("different first name"), is_contradiction=True)]
    points = [_agreement(pairs)]
    if len(pairs) < min(len(ours), len(theirs)):
        points.append(_Points(MIDDLE_DIFFERS, _("another first name or initial differs")))
    elif len(pairs) > 1:
        points.append(_Points(MORE_NAMES, _("further first names or initials agree")))
    return points


def _agreement(pairs: list[tuple[str, str]]) -> _Points:
    if any(one == other and len(one) > 1 for one, other in pairs):
        return _Points(FULL_FIRST, _("same first name"))
    if any(min(len(one), len(other)) > 1 for one, other in pairs):
        return _Points(INITIAL_FIRST, _("first name agrees as a short form or another spelling"))
    return _Points(INITIAL_FIRST, _("first initial agrees"))


def _paired(ours: list[str], theirs: list[str]) -> list[tuple[str, str]]:
    """Words that can be the same name: equal ones first, then a name with its initial or short form.

    Each word is used once. Sorted by length and letters alone, so that neither side nor order matters.
    """
    fitting = [pair for pair in product(enumerate(ours), enumerate(theirs)) if _fits(pair[0][1], pair[1][1])]
    fitting.sort(key=lambda pair: _closeness(pair[0][1], pair[1][1]))
    left, right, pairs = set[int](), set[int](), []
    for (at, one), (there, other) in fitting:
        if at not in left and there not in right:
            left.add(at)
            right.add(there)
            pairs.append((one, other))
    return pairs


def _fits(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    # Two letters begin too many names; three are a short form (Alex, Chris).
    return _reduced(one) == _reduced(other) or (len(short) != 2 and long.startswith(short))


def _closeness(one: str, other: str) -> tuple[bool, int, int, tuple[str, ...]]:
    lengths = sorted((len(one), len(other)))
    return (one != other, -lengths[0], -lengths[1], tuple(sorted((one, other))))


_TEXTS = re.compile(r"[^\s,;:()/]+")

# Words that half of all hospitals or departments share, countries and states, and the first half of double
# names of towns: agreeing on them says nothing.
_COMMON = _each(
    "hospital hospitals university universitat universite universita universidad universiteit "
    "universitatsklinikum universitatsmedizin universitatsspital klinikum klinik clinic clinics clinical "
    "clinica clinique hopital hopitaux ospedale krankenhaus spital institute institut instituto istituto "
    "center centre centro zentrum department dept departement abteilung division section unit laboratory "
    "lab school college faculty fakultat faculte facolta facultad medicine medical medizin medizinische "
    "medico medicale medicina health healthcare care sciences science research foundation trust nhs "
    "system national regional general group service services academic teaching the and for und fur des "
    "der die das del della los las les von van city street road avenue new saint san north south east "
    "west box cardiology oncology hematology haematology neurology psychiatry surgery surgical radiology "
    "pediatrics paediatrics dermatology rheumatology nephrology gastroenterology endocrinology "
    "pulmonology urology pathology immunology pharmacology pharmacy anesthesiology gynecology obstetrics "
    "internal public cancer heart germany deutschland france italy italia spain espana united states "
    "america kingdom usa england scotland wales ireland austria switzerland schweiz suisse netherlands "
    "belgium sweden norway denmark finland poland portugal greece turkey russia china japan korea "
    "republic india canada australia zealand brazil mexico israel iran egypt alabama alaska arizona "
    "arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa "
    "kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri "
    "montana nebraska nevada hampshire jersey carolina dakota ohio oklahoma oregon pennsylvania rhode "
    "tennessee texas utah vermont virginia wisconsin wyoming ontario quebec alberta columbia hong tel "
    "cape kuala buenos rio ann chapel palo salt bavaria bayern"
)


def _by_place(ours: tuple[str, ...], theirs: tuple[str, ...]) -> list[_Points]:
    """The closest pair of affiliations: strong when two telling words agree, and half of the shorter one."""
    pairs = [
        (one, other) for one, other in product(map(_telling, ours), map(_telling, theirs)) if one and other
    ]
    if not pairs:
        return []
    one, other = max(pairs, key=lambda pair: (_is_strong(*pair), sorted(pair[0].keys() & pair[1].keys())))
    shared = ", ".join(f"“{other[word]}”" for word in sorted(one.keys() & other.keys()))
    if not shared:
        return [_Points(NO_PLACE_SHARED, _("no affiliation in common"))]
    points = STRONG_PLACE if _is_strong(one, other) else WEAK_PLACE
    return [_Points(points, _("affiliation shares %(words)s") % {"words": shared})]


def _is_strong(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    shared = len(one.keys() & other.keys())
    return shared > 1 and 2 * shared >= min(len(one), len(other))


def _telling(affiliation: str) -> dict[str, str]:
    """The words of an affiliation that tell one place from another, each with how it was written there.

    Numbers are left out: they are streets and postal codes.
    """
    written = {word: text for text in _TEXTS.findall(affiliation) for word in words(text)}
    return {
        word: text if fold(text) == word else word
        for word, text in written.items()
        if len(word) > 2 and word not in _COMMON and not word.isdigit()
    }
