"""Gives every stakeholder a main post, some a second one, and some a past."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

from apps.demo.records import Account, Affiliation, Stakeholder

_ROLES: Final = {
    "kol": ("Head of department", "Deputy head", "Senior consultant", "Programme lead"),
    "treating_hcp": ("Consultant", "Specialist physician", "Senior physician", "Partner"),
    "nurse_app": ("Clinical nurse specialist", "Nurse practitioner", "Ward manager", "Study nurse"),
    "pharmacist": ("Chief pharmacist", "Clinical pharmacist", "Oncology pharmacist"),
    "investigator": ("Principal investigator", "Sub-investigator", "Head of trials unit"),
    "payer": ("Medical adviser", "Head of drug contracts", "Access manager"),
    "formulary_committee": ("Committee chair", "Committee secretary", "Committee member"),
    "heor_hta": ("Health economist", "Assessment lead"),
    "guideline_author": ("Guideline coordinator", "Senior consultant"),
    "patient_organisation": ("Chair", "Patient advocate", "Counsellor"),
    "professional_society": ("President", "Secretary general", "Education officer"),
}
_DECISIONS: Final[dict[str, dict[str, int]]] = {
    "kol": {"influencer": 60, "decision_maker": 20, "user": 15, "unknown": 5},
    "treating_hcp": {"user": 65, "influencer": 15, "unknown": 15, "blocker": 5},
    "nurse_app": {"user": 50, "gatekeeper": 25, "unknown": 25},
    "pharmacist": {"gatekeeper": 45, "influencer": 25, "decision_maker": 20, "unknown": 10},
    "payer": {"decision_maker": 50, "gatekeeper": 30, "blocker": 10, "unknown": 10},
    "formulary_committee": {"decision_maker": 60, "influencer": 25, "blocker": 10, "unknown": 5},
}
_OTHER_DECISIONS: Final = {"influencer": 50, "unknown": 50}
_SECOND_KINDS: Final = {
    "kol": (("university", "society"), 0.5),
    "guideline_author": (("society",), 1.0),
    "investigator": (("hospital", "university"), 0.35),
    "pharmacist": (("health_system",), 0.3),
    "treating_hcp": (("hospital", "society"), 0.12),
}
_SECOND_ROLES: Final = {
    "university": "Honorary professor",
    "society": "Board member",
    "hospital": "Visiting consultant",
    "health_system": "Formulary committee member",
}


def _decision_role(rng: Random, group: str) -> str:
    weights = _DECISIONS.get(group, _OTHER_DECISIONS)
    return rng.choices(tuple(weights), weights=tuple(weights.values()))[0]


def _elsewhere(
    rng: Random, home: Account, accounts: tuple[Account, ...], kinds: tuple[str, ...]
) -> Account | None:
    """Another account of these kinds in the same country."""
    others = [
        account
        for account in accounts
        if account.kind in kinds and account.country == home.country and account.key != home.key
    ]
    return rng.choice(others) if others else None


def _main(rng: Random, person: Stakeholder, home: Account, starts_on: date) -> Affiliation:
    group = person.customer_groups[0]
    return Affiliation(
        stakeholder=person.key,
        account=home.key,
        role=rng.choice(_ROLES[group]),
        decision_role=_decision_role(rng, group),
        starts_on=starts_on,
        ends_on=None,
        is_primary=True,
    )


def _second(
    rng: Random, person: Stakeholder, home: Account, accounts: tuple[Account, ...], starts_on: date
) -> Iterator[Affiliation]:
    kinds, chance = _SECOND_KINDS.get(person.customer_groups[0], ((), 0.0))
    account = _elsewhere(rng, home, accounts, kinds) if rng.random() < chance else None
    if account:
        role, since = _SECOND_ROLES[account.kind], starts_on + timedelta(days=rng.randint(30, 400))
        yield Affiliation(person.key, account.key, role, "influencer", since, None, False)


def _past(
    rng: Random, person: Stakeholder, home: Account, accounts: tuple[Account, ...], ended_on: date
) -> Iterator[Affiliation]:
    """Where about one in seven worked before the present post."""
    account = _elsewhere(rng, home, accounts, (home.kind, "hospital")) if rng.random() < 0.14 else None
    if account:
        since, role = ended_on - timedelta(days=rng.randint(500, 2500)), rng.choice(_ROLES["treating_hcp"])
        yield Affiliation(person.key, account.key, role, "unknown", since, ended_on, False)


def make_affiliations(
    rng: Random,
    people: tuple[Stakeholder, ...],
    homes: dict[str, Account],
    accounts: tuple[Account, ...],
    today: date,
) -> tuple[Affiliation, ...]:
    """Main posts all began before the eighteen months that the contacts cover."""
    found: list[Affiliation] = []
    for person in people:
        home, starts_on = homes[person.key], today - timedelta(days=rng.randint(1000, 6000))
        found.append(_main(rng, person, home, starts_on))
        found += _second(rng, person, home, accounts, starts_on)
        found += _past(rng, person, home, accounts, starts_on - timedelta(days=1))
    return tuple(found)
