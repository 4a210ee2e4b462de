"""Whom each colleague sees, and how often: the weights behind the diary."""

from collections.abc import Callable
from typing import Final, TypeAlias

from apps.demo.corpus.places import ZONE_OF_COUNTRY
from apps.demo.corpus.staff import USER_BY_KEY
from apps.demo.records import KolProfile, Stakeholder, User

# Contacts in a normal week.
WEEKLY: Final = {
    "msl": 4.4,
    "msl2": 4.2,
    "msl3": 4.6,
    "manager": 0.9,
    "manager2": 0.7,
    "director": 0.5,
    "kam": 6.3,
    "kam2": 6.0,
}
_MSL_TIER: Final = {1: 9.0, 2: 6.0, 3: 3.0, 4: 1.5}
_MSL_GROUP: Final = {
    "treating_hcp": 0.7,
    "investigator": 1.4,
    "nurse_app": 0.35,
    "pharmacist": 0.3,
    "heor_hta": 0.3,
    "patient_organisation": 0.5,
    "professional_society": 0.5,
    "formulary_committee": 0.15,
}
_KAM_GROUP: Final = {
    "payer": 5.0,
    "formulary_committee": 5.0,
    "pharmacist": 4.0,
    "treating_hcp": 1.2,
    "nurse_app": 0.6,
    "heor_hta": 1.5,
    "kol": 0.3,
    "professional_society": 0.2,
}

Weigh: TypeAlias = Callable[[User, Stakeholder, KolProfile | None], float]


def _msl(owner: User, person: Stakeholder, profile: KolProfile | None) -> float:
    if profile:
        return _MSL_TIER[profile.tier] if profile.responsible_msl == owner.key else 0.0
    return _MSL_GROUP.get(person.customer_groups[0], 0.0)


def _lead(owner: User, person: Stakeholder, profile: KolProfile | None) -> float:
    return {1: 4.0, 2: 1.0}.get(profile.tier, 0.0) if profile else 0.0


def _kam(owner: User, person: Stakeholder, profile: KolProfile | None) -> float:
    return _KAM_GROUP.get(person.customer_groups[0], 0.0)


_WEIGH: Final[dict[str, Weigh]] = {
    "msl": _msl,
    "medical_manager": _lead,
    "medical_director": _lead,
    "kam": _kam,
}


def _is_far(owner: User, person: Stakeholder) -> bool:
    """Across the ocean, where the working days hardly overlap."""
    return owner.time_zone.split("/")[0] != ZONE_OF_COUNTRY[person.country].split("/")[0]


def _shares_ground(owner: User, person: Stakeholder) -> bool:
    areas = set(owner.therapeutic_areas) & set(person.therapeutic_areas)
    is_reachable = person.territory in owner.territories and not _is_far(owner, person)
    return bool(areas) and is_reachable and not person.preference.do_not_contact


def make_circles(
    people: tuple[Stakeholder, ...], profiles: tuple[KolProfile, ...]
) -> dict[str, dict[str, float]]:
    """For each colleague in the field: stakeholder key to weight, without those not to be contacted."""
    profile_of = {profile.stakeholder: profile for profile in profiles}
    circles: dict[str, dict[str, float]] = {}
    for key in WEEKLY:
        owner = USER_BY_KEY[key]
        weights = {
            person.key: _WEIGH[owner.role](owner, person, profile_of.get(person.key))
            for person in people
            if _shares_ground(owner, person)
        }
        circles[key] = {person: weight for person, weight in weights.items() if weight}
    return circles
