"""Accounts, people and what the medical side knows of them."""

from collections.abc import Iterator
from random import Random
from typing import Any

from apps.directory.models import Account, Affiliation, Stakeholder, StakeholderIdentifier
from apps.kols.models import (
    Authorship,
    Interest,
    KOLProfile,
    ProfileArea,
    Publication,
    RelationshipStageChange,
    TopicToAvoid,
)
from bench.world.contacts import ACCOUNT, PERSON, Diary
from bench.world.copying import NULL, Copier, Table
from bench.world.plan import AREAS, KOLS_EVERY, SEED, Plan, key_of
from bench.world.staff import Staff

AFFILIATION, NUMBER, PROFILE, AREA, INTEREST, AVOIDED, STAGE, PAPER, AUTHOR = range(0x20, 0x29)
BATCH = 50_000
COUNTRIES = ("DE", "FR", "GB", "US", "ES", "IT", "SE", "PL")
SPECIALTIES = ("Haematology", "Oncology", "Cardiology", "Internal medicine", "Pharmacy", "Neurology")
STAGES = ("identified", "introduced", "engaged", "engaged", "collaborating", "dormant")
PAPERS_PER_KOL = 3
TABLES: dict[str, Table] = {
    "account": (
        Account,
        (
            "id",
            "name",
            "name_folded",
            "kind",
            "parent_id",
            "path",
            "city",
            "country",
            "territory_id",
            "last_contact_at",
        ),
    ),
    "person": (
        Stakeholder,
        (
            "id",
            "first_name",
            "last_name",
            "name_folded",
            "degrees",
            "specialty",
            "customer_groups",
            "country",
            "email",
            "territory_id",
            "last_contact_at",
        ),
    ),
    "affiliation": (
        Affiliation,
        ("id", "stakeholder_id", "account_id", "role", "is_primary", "started_on", "ended_on"),
    ),
    "number": (StakeholderIdentifier, ("id", "stakeholder_id", "system", "value")),
    "profile": (
        KOLProfile,
        (
            "id",
            "stakeholder_id",
            "tier",
            "tier_reason",
            "responsible_id",
            "stage",
            "name_folded",
            "last_interaction_at",
        ),
    ),
    "area": (ProfileArea, ("id", "profile_id", "therapeutic_area_id")),
    "interest": (Interest, ("id", "profile_id", "text")),
    "avoided": (TopicToAvoid, ("id", "profile_id", "text")),
    "stage": (
        RelationshipStageChange,
        ("id", "profile_id", "stage", "evidence", "changed_on", "changed_by_id"),
    ),
    "paper": (
        Publication,
        (
            "id",
            "pmid",
            "title",
            "journal",
            "published_on",
            "source",
            "source_file",
            "verified_on",
            "content_digest",
        ),
    ),
    "author": (Authorship, ("id", "publication_id", "position", "printed_name", "stakeholder_id")),
}
Lines = Iterator[tuple[str, str]]


def write_directory(plan: Plan, staff: Staff, diary: Diary, copier: Copier) -> None:
    """Write accounts, people and profiles. After the contacts, since rows carry when somebody was last met."""
    _write(copier, _accounts(plan, staff, diary))
    _write(copier, _people(plan, staff, diary))
    _write(copier, _profiles(plan, staff, diary))
    _write(copier, _papers(plan))


def _write(copier: Copier, lines: Lines) -> None:
    waiting: dict[str, list[str]] = {}
    for name, line in lines:
        batch = waiting.setdefault(name, [])
        batch.append(line)
        if len(batch) >= BATCH:
            copier.write(TABLES[name], waiting.pop(name))
    for name, batch in waiting.items():
        copier.write(TABLES[name], batch)


def _accounts(plan: Plan, staff: Staff, diary: Diary) -> Lines:
    for number in range(plan.accounts):
        path = [number]
        while (parent := plan.parent_of(path[0])) is not None:
            path.insert(0, parent)
        kind = _kind(plan, number)
        name, city = f"{kind.replace('_', ' ').title()} {number}", f"City {number % 700}"
        keys = [key_of(ACCOUNT, step) for step in path]
        yield (
            "account",
            f"{keys[-1]}\t{name}\t{name.lower()} {city.lower()}\t{kind}\t{keys[-2] if len(keys) > 1 else NULL}\t"
            f"{{{','.join(keys)}}}\t{city}\t{_of(COUNTRIES, number)}\t{_of(staff.territories, number)}\t"
            f"{diary.moment(diary.last_visit[number])}",
        )


def _kind(plan: Plan, number: int) -> str:
    if number < plan.systems:
        return "health_system"
    if number < plan.hospitals:
        return "hospital"
    return "department" if plan.parent_of(number) is not None else "practice"


def _people(plan: Plan, staff: Staff, diary: Diary) -> Lines:
    for number, (first, last, folded) in enumerate(plan.names):
        key, account = key_of(PERSON, number), plan.main_account[number]
        group = "kol" if plan.is_kol(number) else ("treating_hcp", "nurse_app", "pharmacist")[number % 3]
        yield (
            "person",
            f"{key}\t{first}\t{last}\t{folded}\t{'MD, PhD' if number % 4 == 0 else 'MD'}\t"
            f"{_of(SPECIALTIES, number)}\t{{{group}}}\t{_of(COUNTRIES, account)}\tp{number}@hospital.example\t"
            f"{_of(staff.territories, account)}\t{diary.moment(diary.last_contact[number])}",
        )
        yield "affiliation", _affiliation(3 * number, key, account, "t\t2019-01-01\t" + NULL)
        if number % 3 == 0:
            elsewhere = (account * 7 + number) % plan.accounts
            yield "affiliation", _affiliation(3 * number + 1, key, elsewhere, "f\t2018-01-01\t" + NULL)
        if number % 5 == 0:
            before = (account * 13 + number) % plan.accounts
            yield "affiliation", _affiliation(3 * number + 2, key, before, "f\t2010-01-01\t2018-12-31")
        if number % 5 < 3:
            yield "number", f"{key_of(NUMBER, number)}\t{key}\tnpi\t{1_000_000_000 + number}"


def _affiliation(number: int, person: str, account: int, rest: str) -> str:
    return f"{key_of(AFFILIATION, number)}\t{person}\t{key_of(ACCOUNT, account)}\tConsultant\t{rest}"


def _profiles(plan: Plan, staff: Staff, diary: Diary) -> Lines:
    for person in filter(plan.is_kol, range(plan.people)):
        key, folded = key_of(PROFILE, person), plan.names[person][2]
        stage, liaison = _of(STAGES, person // 10), staff.liaisons[plan.responsible[person]]
        yield (
            "profile",
            f"{key}\t{key_of(PERSON, person)}\t{1 + person // 10 % 4}\tPublications and guideline work.\t{liaison}\t"
            f"{stage}\t{folded}\t{diary.moment(diary.last_talk[person])}",
        )
        yield from _known(plan, staff, person, key)
        yield (
            "stage",
            f"{key_of(STAGE, person)}\t{key}\t{stage}\tMet at a congress.\t2024-03-01\t{liaison}",
        )


def _known(plan: Plan, staff: Staff, person: int, profile: str) -> Lines:
    """Areas, interests, topics to avoid."""
    area = plan.area[person]
    areas = [area, (area + 5) % AREAS] if person % 40 == 0 else [area]
    for place, number in enumerate(areas):
        yield "area", f"{key_of(AREA, 2 * person + place)}\t{profile}\t{staff.areas[number]}"
    for place in range(2):
        topic = _of(staff.topic_names, person // 10 + place)
        yield "interest", f"{key_of(INTEREST, 2 * person + place)}\t{profile}\t{topic}"
    if person % 100 == 0:
        yield "avoided", f"{key_of(AVOIDED, person)}\t{profile}\tpricing"


def _papers(plan: Plan) -> Lines:
    """A few write most papers; half of the authors are in the directory."""
    random = Random(SEED + 4)
    kols = plan.people // KOLS_EVERY
    for number in range(kols * PAPERS_PER_KOL):
        key, year = key_of(PAPER, number), 2008 + number % 18
        yield (
            "paper",
            f"{key}\t{number + 1}\tInvented finding {number}\tInvented Journal\t{year}-05-01\tpubmed\tmade.xml\t"
            f"2026-01-01\t{number:064x}",
        )
        for place in range(4):
            person = min(int(random.paretovariate(0.9)) - 1, kols - 1) * 10 if place == 0 else None
            if place == 1:
                person = random.randrange(kols) * 10
            yield "author", _author(plan, 4 * number + place, key, place + 1, person)


def _author(plan: Plan, number: int, paper: str, position: int, person: int | None) -> str:
    if person is None:
        return f"{key_of(AUTHOR, number)}\t{paper}\t{position}\tInvented I\t{NULL}"
    first, last, _folded = plan.names[person]
    return f"{key_of(AUTHOR, number)}\t{paper}\t{position}\t{last} {first[:1]}\t{key_of(PERSON, person)}"


def _of(values: Any, number: int) -> str:
    return str(values[number % len(values)])
