"""Puts the demo together: one pure function from a seed and a day to everything the loader writes."""

from datetime import date, timedelta
from random import Random
from typing import Final

from apps.demo.affiliations import make_affiliations
from apps.demo.circles import make_circles
from apps.demo.contacts import Field, make_contacts
from apps.demo.content import Writer
from apps.demo.corpus.places import TERRITORIES, make_accounts
from apps.demo.corpus.science import PRODUCTS, THERAPEUTIC_AREAS, TOPICS, make_materials
from apps.demo.corpus.staff import TEAMS, USERS
from apps.demo.diary import Diary, make_colleagues
from apps.demo.people import make_stakeholders
from apps.demo.records import Affiliation, DemoPlan, KolProfile, Stakeholder
from apps.demo.relationships import add_stages
from apps.demo.scholarship import make_profiles, make_publications

SEED: Final = 20
_KNOWN_SHARE: Final = 0.6
_RESTING_SHARE: Final = 0.09
_RESTING_DAYS: Final = 230


def _rng(seed: int, part: str) -> Random:
    """A source per part, so that changing one part leaves the others as they were."""
    return Random(f"{seed}:{part}")  # noqa: S311 - repeatable demo data, nothing secret


def _share(rng: Random, people: tuple[Stakeholder, ...], share: float) -> frozenset[str]:
    return frozenset(person.key for person in people if rng.random() < share)


def _diary(
    seed: int,
    today: date,
    people: tuple[Stakeholder, ...],
    profiles: tuple[KolProfile, ...],
    affiliations: tuple[Affiliation, ...],
) -> Diary:
    return Diary(
        people={person.key: person for person in people},
        circles=make_circles(people, profiles),
        colleagues=make_colleagues(affiliations),
        resting=_share(_rng(seed, "resting"), people, _RESTING_SHARE),
        rests_from=today - timedelta(days=_RESTING_DAYS),
    )


def make_plan(seed: int, today: date) -> DemoPlan:
    """The whole demo for a load on `today`; the same arguments always give the same plan."""
    accounts, materials = make_accounts(_rng(seed, "accounts")), make_materials(today)
    people, homes = make_stakeholders(_rng(seed, "people"), accounts)
    affiliations = make_affiliations(_rng(seed, "affiliations"), people, homes, accounts, today)
    papers = make_publications(_rng(seed, "papers"), people, today)
    profiles = make_profiles(_rng(seed, "profiles"), people, papers)
    known = _share(_rng(seed, "known"), people, _KNOWN_SHARE)
    by_person = {profile.stakeholder: profile for profile in profiles}
    writer = Writer(_rng(seed, "notes"), today, materials, by_person)
    diary = _diary(seed, today, people, profiles, affiliations)
    contacts = make_contacts(Field(_rng(seed, "contacts"), today, diary, writer, homes, known))
    return DemoPlan(
        today=today,
        territories=TERRITORIES,
        therapeutic_areas=THERAPEUTIC_AREAS,
        teams=TEAMS,
        users=USERS,
        products=PRODUCTS,
        topics=TOPICS,
        materials=materials,
        accounts=accounts,
        stakeholders=people,
        affiliations=affiliations,
        kol_profiles=add_stages(_rng(seed, "stages"), profiles, contacts, known, today),
        publications=papers,
        contacts=contacts,
    )
