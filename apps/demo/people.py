"""Makes the 300 stakeholders: who they are, where they work, how they want to be contacted."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random
from typing import Final

from apps.demo.corpus import names
from apps.demo.corpus.choices import PREFERRED_TIMES
from apps.demo.corpus.science import GROUP_SPECIALTIES, SPECIALTIES
from apps.demo.identifiers import fictional_npi, fictional_orcid
from apps.demo.records import Account, ContactPreference, Identifier, Stakeholder

GROUP_COUNTS: Final = {
    "kol": 62,
    "treating_hcp": 90,
    "nurse_app": 30,
    "pharmacist": 28,
    "investigator": 22,
    "payer": 18,
    "formulary_committee": 14,
    "heor_hta": 10,
    "guideline_author": 6,
    "patient_organisation": 10,
    "professional_society": 10,
}
_KINDS: Final = {
    "kol": ("department", "clinic", "hospital", "university"),
    "treating_hcp": ("department", "clinic", "hospital", "practice"),
    "nurse_app": ("department", "clinic", "hospital", "practice"),
    "pharmacist": ("department", "hospital"),
    "investigator": ("department", "university"),
    "payer": ("payer",),
    "formulary_committee": ("health_system",),
    "heor_hta": ("payer", "university"),
    "guideline_author": ("department", "university"),
    "patient_organisation": ("patient_organisation",),
    "professional_society": ("society",),
}
# Departments and universities are for these groups only when the account is made for them.
_OWN_ACCOUNTS: Final = {"kol": ("kol", "investigator"), "guideline_author": ("kol", "investigator")}
_MORE_GROUPS: Final = {
    "kol": (
        ("investigator", 0.35),
        ("guideline_author", 0.2),
        ("treating_hcp", 0.4),
        ("formulary_committee", 0.1),
    ),
    "treating_hcp": (("investigator", 0.08), ("formulary_committee", 0.05)),
    "guideline_author": (("kol", 1.0),),
    "pharmacist": (("formulary_committee", 0.25),),
    "investigator": (("treating_hcp", 0.5),),
}
_PHYSICIANS: Final = ("kol", "treating_hcp", "investigator", "guideline_author")
_LICENSED: Final = (*_PHYSICIANS, "nurse_app", "pharmacist")
_PREFERRED_CHANNELS: Final = ("face_to_face", "video", "phone", "email")
_ASCII: Final = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "ł": "l", "ð": "d", "\u0131": "i", "Ø": "O", "Ł": "L"}
)


@dataclass(frozen=True, slots=True)
class Post:
    """One place to fill: a customer group at an account."""

    group: str
    account: Account


def _fits(account: Account, group: str) -> bool:
    if account.kind not in _KINDS[group]:
        return False
    is_pharmacy = account.customer_group == "pharmacist"
    if account.kind == "department" and is_pharmacy != (group == "pharmacist"):
        return False
    return group not in _OWN_ACCOUNTS or account.customer_group in _OWN_ACCOUNTS[group]


def _posts(rng: Random, accounts: tuple[Account, ...]) -> Iterator[Post]:
    """Every group spread evenly over the accounts it fits, in random order."""
    for group, count in GROUP_COUNTS.items():
        fitting = [account for account in accounts if _fits(account, group)]
        rng.shuffle(fitting)
        yield from (Post(group, account) for account in islice(cycle(fitting), count))


def fold(text: str) -> str:
    """Plain lower-case ASCII, for e-mail addresses."""
    plain = unicodedata.normalize("NFKD", text.translate(_ASCII)).encode("ascii", "ignore").decode()
    return "".join(char for char in plain.lower() if char.isalnum())


def _name(rng: Random, culture: str, taken: set[tuple[str, str]]) -> tuple[str, str]:
    while True:
        name = rng.choice(names.CULTURES[culture].given), names.family_name(rng, culture)
        if name not in taken:
            taken.add(name)
            return name


def _areas(rng: Random, account: Account, group: str) -> tuple[str, ...]:
    if group in _PHYSICIANS and len(account.therapeutic_areas) > 1:
        return (rng.choice(account.therapeutic_areas),)
    return account.therapeutic_areas


def _groups(rng: Random, group: str) -> tuple[str, ...]:
    return (group, *(more for more, chance in _MORE_GROUPS.get(group, ()) if rng.random() < chance))


def _languages(rng: Random, country: str, culture: str) -> tuple[str, ...]:
    home = names.LANGUAGE[country]
    more = [*names.SECOND_LANGUAGE.get(culture, ())][:1] if rng.random() < 0.5 else []
    return tuple(dict.fromkeys([home, "en", *more]))


def _preference(rng: Random, group: str, languages: tuple[str, ...]) -> ContactPreference:
    limits = (2, 3, 4, 6) if group == "kol" else (1, 2, 3, 4)
    return ContactPreference(
        preferred_channel=rng.choice(_PREFERRED_CHANNELS) if rng.random() < 0.7 else "",
        preferred_time=rng.choice(PREFERRED_TIMES) if rng.random() < 0.55 else "",
        preferred_language=languages[0] if rng.random() < 0.8 else "en",
        max_contacts_per_quarter=rng.choice(limits) if rng.random() < 0.4 else None,
        do_not_contact=group not in {"kol", "guideline_author"} and rng.random() < 0.025,
    )


def _identifiers(rng: Random, number: int, group: str, country: str) -> tuple[Identifier, ...]:
    found = []
    if rng.random() < (0.9 if group in {"kol", "investigator", "guideline_author"} else 0.06):
        found.append(Identifier("orcid", fictional_orcid(number * 7919)))
    if country == "US" and group in _LICENSED:
        found.append(Identifier("npi", fictional_npi(number * 13)))
    return tuple(found)


def _specialty(rng: Random, group: str, areas: tuple[str, ...]) -> str:
    return rng.choice(GROUP_SPECIALTIES.get(group) or SPECIALTIES[areas[0]])


def _stakeholder(rng: Random, number: int, post: Post, taken: set[tuple[str, str]]) -> Stakeholder:
    group, country = post.group, post.account.country
    culture = names.culture_for(rng, country)
    given_name, family_name = _name(rng, culture, taken)
    title, degrees = names.title_and_degrees(rng, country, group)
    languages, areas = _languages(rng, country, culture), _areas(rng, post.account, group)
    return Stakeholder(
        key=f"stakeholder-{number:03}",
        title=title,
        given_name=given_name,
        middle_name=f"{rng.choice('ABCDEGHJKLMNPRSTW')}." if country == "US" and rng.random() < 0.4 else "",
        family_name=family_name,
        degrees=degrees,
        specialty=_specialty(rng, group, areas),
        customer_groups=_groups(rng, group),
        languages=languages,
        country=country,
        territory=post.account.territory,
        therapeutic_areas=areas,
        email=f"{fold(given_name)}.{fold(family_name)}.{number}@{post.account.key.split('-')[0]}.example",
        identifiers=_identifiers(rng, number, group, country),
        preference=_preference(rng, group, languages),
    )


def make_stakeholders(
    rng: Random, accounts: tuple[Account, ...]
) -> tuple[tuple[Stakeholder, ...], dict[str, Account]]:
    """The stakeholders, and for each key the account of the main post."""
    taken: set[tuple[str, str]] = set()
    posts = list(_posts(rng, accounts))
    people = tuple(_stakeholder(rng, number, post, taken) for number, post in enumerate(posts, 1))
    return people, {person.key: post.account for person, post in zip(people, posts, strict=True)}
