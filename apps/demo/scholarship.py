"""Writes the KOLs' papers and derives tier and interests from them: evidence first, tier second."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from apps.demo.corpus import names
from apps.demo.corpus.papers import JOURNALS, paper_title
from apps.demo.corpus.science import TALK_BY_KEY, TALKS, TOPICS_TO_AVOID
from apps.demo.corpus.staff import responsible_msl
from apps.demo.records import Author, KolProfile, Publication, Stakeholder

_YEARS: Final = 6
_TIER_SHARES: Final = ((1, 0.15), (2, 0.40), (3, 0.75), (4, 1.0))
# The DOI prefix 10.5555 is reserved for examples.
_DOI_PREFIX: Final = "10.5555"


def is_kol(person: Stakeholder) -> bool:
    """People who get a profile: KOLs and guideline authors."""
    return "kol" in person.customer_groups


def _byline_name(given_name: str, family_name: str) -> str:
    return f"{family_name} {''.join(part[0] for part in given_name.split('-'))}"


def _outsider(rng: Random, country: str) -> str:
    culture = names.culture_for(rng, country)
    return _byline_name(rng.choice(names.CULTURES[culture].given), names.family_name(rng, culture))


def _authors(rng: Random, lead: Stakeholder, peers: list[Stakeholder]) -> tuple[Author, ...]:
    """The lead stands first or last; two to six others, known peers among them."""
    near = [
        peer
        for peer in peers
        if peer.key != lead.key and (peer.country == lead.country or rng.random() < 0.2)
    ]
    known = rng.sample(near, k=min(len(near), rng.choice((0, 1, 1, 2, 3))))
    others: list[tuple[str, str | None]] = [
        (_byline_name(peer.given_name, peer.family_name), peer.key) for peer in known
    ]
    others += [(_outsider(rng, lead.country), None) for _ in range(rng.randint(2, 4))]
    rng.shuffle(others)
    others.insert(
        0 if rng.random() < 0.55 else len(others), (_byline_name(lead.given_name, lead.family_name), lead.key)
    )
    return tuple(Author(place, name, key) for place, (name, key) in enumerate(others, 1))


def _publication(
    rng: Random, number: int, lead: Stakeholder, peers: list[Stakeholder], focus: str, today: date
) -> Publication:
    area = lead.therapeutic_areas[0]
    published_on = today - timedelta(days=rng.randint(20, 365 * _YEARS))
    return Publication(
        key=f"publication-{number:03}",
        title=paper_title(rng, TALK_BY_KEY[focus], area),
        journal=rng.choice(JOURNALS[area]),
        doi=f"{_DOI_PREFIX}/demo.{published_on.year}.{number:04}",
        published_on=published_on,
        topics=(focus,),
        authors=_authors(rng, lead, peers),
    )


def make_publications(rng: Random, people: tuple[Stakeholder, ...], today: date) -> tuple[Publication, ...]:
    """One to seven papers led by each KOL, on one or two subjects each."""
    kols = [person for person in people if is_kol(person)]
    papers: list[Publication] = []
    for lead in kols:
        area = lead.therapeutic_areas[0]
        peers = [peer for peer in kols if peer.therapeutic_areas[0] == area]
        focus = [talk.key for talk in rng.sample(TALKS[area], k=2)]
        for _ in range(min(7, round(rng.paretovariate(1.1)))):
            papers.append(_publication(rng, len(papers) + 1, lead, peers, rng.choice(focus), today))
    return tuple(papers)


@dataclass(frozen=True, slots=True)
class Record:
    """What counts for the tier: papers, leading positions, subjects."""

    papers: int
    leading: int
    latest: int
    topics: Counter[str]


def _record(person: Stakeholder, papers: tuple[Publication, ...]) -> Record:
    own = [
        (paper, author) for paper in papers for author in paper.authors if author.stakeholder == person.key
    ]
    return Record(
        papers=len(own),
        leading=sum(author.position in {1, len(paper.authors)} for paper, author in own),
        latest=max(paper.published_on.year for paper, _ in own),
        topics=Counter(topic for paper, _ in own for topic in paper.topics),
    )


def _points(person: Stakeholder, record: Record) -> int:
    groups = person.customer_groups
    return (
        record.papers
        + 2 * record.leading
        + 4 * ("guideline_author" in groups)
        + 2 * ("investigator" in groups)
    )


def _tier_reason(person: Stakeholder, record: Record) -> str:
    plural = "" if record.papers == 1 else "s"
    parts = [f"{record.papers} paper{plural} in {_YEARS} years, {record.leading} as first or last author"]
    parts += ["guideline author"] if "guideline_author" in person.customer_groups else []
    parts += ["investigator in multicentre studies"] if "investigator" in person.customer_groups else []
    return f"{'; '.join(parts)}; most recent paper {record.latest}."


def _interests(rng: Random, person: Stakeholder, record: Record) -> tuple[str, ...]:
    """The subjects of their papers first, then others of the area."""
    area = person.therapeutic_areas[0]
    written = [topic for topic, _ in record.topics.most_common(2)]
    more = [talk.key for talk in rng.sample(TALKS[area], k=rng.randint(1, 2))]
    return tuple(TALK_BY_KEY[key].interest for key in dict.fromkeys(written + more))


def _profile(rng: Random, person: Stakeholder, record: Record, tier: int) -> KolProfile:
    area = person.therapeutic_areas[0]
    return KolProfile(
        stakeholder=person.key,
        therapeutic_areas=person.therapeutic_areas,
        interests=_interests(rng, person, record),
        topics_to_avoid=tuple(rng.sample(TOPICS_TO_AVOID[area], k=rng.choice((0, 0, 1, 1, 2)))),
        tier=tier,
        tier_reason=_tier_reason(person, record),
        responsible_msl=responsible_msl(person.territory, area),
        stage_changes=(),
    )


def _tier(rank: int, count: int) -> int:
    return next(tier for tier, share in _TIER_SHARES if rank < share * count)


def make_profiles(
    rng: Random, people: tuple[Stakeholder, ...], papers: tuple[Publication, ...]
) -> tuple[KolProfile, ...]:
    """Profiles ranked by the points of their record; stage changes are added once the contacts are known."""
    records = {person.key: _record(person, papers) for person in people if is_kol(person)}
    kols = sorted(
        (person for person in people if is_kol(person)),
        key=lambda person: (-_points(person, records[person.key]), person.key),
    )
    return tuple(
        _profile(rng, person, records[person.key], _tier(rank, len(kols))) for rank, person in enumerate(kols)
    )
