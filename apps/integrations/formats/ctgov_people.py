"""Who leads a trial, and who leads it at a site: people out of fields that often hold desks.

What is a desk, not a person (see `is_person`): a name of fewer than two words; one with a digit or a sign that no name
has; one with a word that only offices and organisations have; one that is an industry sponsor's own name; one that
begins with a sponsor's initials ("UCB Cares"). When in doubt it is a person, since people decide about those.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from apps.core.folding import fold, without_titles, words
from apps.integrations.formats.jsonpart import Part
from apps.kols import matching
from apps.kols.matching import PersonSketch
from apps.kols.trial_records import InvestigatorRecord

_OFFICIAL_ROLES = {
    "PRINCIPAL_INVESTIGATOR": "principal_investigator",
    "STUDY_CHAIR": "study_chair",
    "STUDY_DIRECTOR": "study_director",
    "SUB_INVESTIGATOR": "sub_investigator",
}
# At a site; whoever else stands there is somebody to call, and is not imported.
_SITE_ROLES = {"PRINCIPAL_INVESTIGATOR": "site_investigator", "SUB_INVESTIGATOR": "sub_investigator"}
_INVESTIGATORS = frozenset({"PRINCIPAL_INVESTIGATOR", "SPONSOR_INVESTIGATOR"})

# Two names of one trial are one person from here on: same last name and a whole first name, or two initials.
_SAME = matching.SAME_LAST + matching.INITIAL_FIRST + matching.MORE_NAMES


def _each(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NO_NAME = re.compile(r"[0-9@&:;/\\+=#*_<>\[\]{}|!?%]|www\.|\.com\b|\.gov\b", re.IGNORECASE)

# Folded. Words that are surnames, too (Head, Line, Care, Person, Sites, Call), are not among them.
_OFFICE_WORDS = _each(
    """
number numbers study studies trial trials clinical clinic medical medicine director monitor manager management contact
contacts information info center centre cares desk team group office officer department division unit
program programme project coordinator coordinators investigator investigators sponsor site public
registry transparency disclosure hotline helpline helpdesk enquiries inquiries patient patients customer
service services support operations affairs research development sciences hospital university institute
foundation association society network consortium committee board company corporation corp limited ltd
inc llc gmbh bv pharma pharmaceutical pharmaceuticals pharmaceutica biopharma biopharmaceuticals biotech
biotechnology biosciences bioscience therapeutics laboratories laboratory diagnostics vaccines oncology
healthcare health global president physician leader leadership responsible communications external
regulatory pharmacovigilance safety administrator recruitment recruiting central use
    """
)

_CONTACT_DATA = re.compile(
    r"[\s(\[<;,]*(?:e-?mail:?|phone:?|tel\.?:?|fax:?)?\s*"
    r"(?:[^\s@<>()\[\],;:]{1,80}@[^\s@<>()\[\],;:]{1,255}|\+?(?:\(?[0-9]{1,5}\)?[\s.\-/]?){3,8}[0-9]{2,})[)\]>]*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Named:
    """One line of the record that should name a person."""

    name: str
    role: str
    affiliations: tuple[str, ...]
    is_at_site: bool = False


@dataclass(slots=True)
class _Organisations:
    """Who runs the trial, other than people: `industry` as sets of folded words, `acronyms` as written."""

    industry: list[frozenset[str]] = field(default_factory=list)
    acronyms: set[str] = field(default_factory=set)
    people: set[frozenset[str]] = field(default_factory=set)


def people(protocol: Part) -> tuple[tuple[InvestigatorRecord, ...], tuple[str, ...]]:
    """The people of a trial, those who lead it first, each once with all roles; and the names that are no people's."""
    organisations = _organisations(protocol.part("sponsorCollaboratorsModule"))
    found: list[InvestigatorRecord] = []
    # By each word of a last name, so that not all pairs are compared.
    namesakes: dict[str, list[int]] = defaultdict(list)
    desks: list[str] = []
    for named in _named(protocol):
        if not is_person(named.name, organisations.industry, organisations.acronyms):
            desks.append(named.name)
            continue
        person = _person(named, organisations)
        names = matching.words_to_find(person.last_name)
        near = sorted({at for word in names for at in namesakes[word]})
        same = next((at for at in near if _is_same(found[at], person, named)), None)
        if same is None:
            for word in names:
                namesakes[word].append(len(found))
            found.append(replace(person, position=len(found) + 1))
        else:
            found[same] = _merged(found[same], person)
    return tuple(found), tuple(dict.fromkeys(desks))


def is_person(name: str, industry: Iterable[frozenset[str]] = (), acronyms: Iterable[str] = ()) -> bool:
    """Whether a name is a person's, by the rule at the top of this module."""
    bare = without_titles(name)
    parts = words(bare)
    if len(parts) < 2 or _NO_NAME.search(bare) or _OFFICE_WORDS & set(parts):
        return False
    if any(set(parts) <= organisation for organisation in industry):
        return False
    first, *rest = bare.replace(",", " ").split()
    return not (first in set(acronyms) and not all(word.isupper() for word in rest))


def _organisations(module: Part) -> _Organisations:
    found = _Organisations()
    for part in (module.part("leadSponsor"), *module.parts("collaborators")):
        name, kind = part.text("name"), part.text("class")
        if kind == "INDIV":
            found.people.add(frozenset(words(name)))
        elif kind == "INDUSTRY":
            found.industry.append(frozenset(words(name)))
        found.acronyms |= {word for word in re.findall(r"[A-Z]{2,}\b", name) if kind != "INDIV"}
    return found


def _named(protocol: Part) -> Iterator[_Named]:
    contacts = protocol.part("contactsLocationsModule")
    for part in contacts.parts("overallOfficials"):
        role = _OFFICIAL_ROLES.get(part.text("role"), "official")
        yield from _line(part, "name", "affiliation", role)
    party = protocol.part("sponsorCollaboratorsModule").part("responsibleParty")
    if party.text("type") in _INVESTIGATORS:
        yield from _line(party, "investigatorFullName", "investigatorAffiliation", "responsible_party")
    for place in contacts.parts("locations"):
        yield from _site_people(place)


def _line(part: Part, name: str, affiliation: str, role: str) -> Iterator[_Named]:
    if written := part.text(name):
        places = filter(None, [_without_contact_data(part.text(affiliation))])
        yield _Named(written, role, tuple(places))


def _site_people(place: Part) -> Iterator[_Named]:
    where = ", ".join(filter(None, (place.text(name) for name in ("facility", "city", "state", "country"))))
    for part in place.parts("contacts"):
        role = _SITE_ROLES.get(part.text("role"))
        if role and (written := part.text("name")):
            yield _Named(written, role, tuple(filter(None, [where])), is_at_site=True)


def _person(named: _Named, organisations: _Organisations) -> InvestigatorRecord:
    bare = without_titles(named.name)
    last, first = _parted(bare)
    own = {frozenset(words(bare)), *organisations.people}
    places = tuple(place for place in named.affiliations if frozenset(words(place)) not in own)
    return InvestigatorRecord(
        position=0, roles=(named.role,), name=bare, last_name=last, fore_name=first, affiliations=places
    )


_PARTICLES = _each("van von der den de del della di da do dos das du la le el al bin ben ter ten zu zur")
_SUFFIXES = _each("jr sr ii iii iv")


def _parted(bare: str) -> tuple[str, str]:
    """Last name and first names; a particle belongs to the last name, "Last, First" is read as such."""
    last, comma, first = bare.partition(",")
    if comma and fold(first) not in _SUFFIXES:
        return last.strip(), first.replace(",", " ").strip()
    parts = last.split()
    if len(parts) > 2 and fold(parts[-1]) in _SUFFIXES:
        parts = parts[:-1]
    at = len(parts) - 1
    while at > 1 and parts[at - 1].islower() and fold(parts[at - 1]) in _PARTICLES:
        at -= 1
    return " ".join(parts[at:]), " ".join(parts[:at])


def _is_same(one: InvestigatorRecord, other: InvestigatorRecord, named: _Named) -> bool:
    """Whether two lines name one person; at two sites only when they share a place, since names repeat."""
    if matching.score(_sketch(one), _sketch(other)).score < _SAME:
        return False
    at_sites = named.is_at_site and set(one.roles) <= set(_SITE_ROLES.values())
    return not at_sites or bool(set(one.affiliations) & set(other.affiliations))


def _sketch(person: InvestigatorRecord) -> PersonSketch:
    return PersonSketch(person.last_name, person.fore_name)


def _merged(one: InvestigatorRecord, other: InvestigatorRecord) -> InvestigatorRecord:
    return replace(
        one,
        roles=tuple(dict.fromkeys([*one.roles, *other.roles])),
        affiliations=tuple(dict.fromkeys([*one.affiliations, *other.affiliations])),
    )


def _without_contact_data(text: str) -> str:
    """A place without the phone numbers and addresses that some write beside it."""
    return _CONTACT_DATA.sub("", text).strip(" ;,()")
