"""The made-up company as numbers: who works where, who looks after whom, how often they meet.

Skewed as real ones are: a few surnames are everywhere, a few accounts are busy, a tenth of the people (KOLs) gets
half of the contacts. The seed is fixed, so two runs make the same company. Keys sort by time, as ours do.
"""

from array import array
from dataclasses import dataclass, field
from itertools import accumulate, product
from random import Random

from apps.core.folding import fold
from apps.demo.corpus.names import CULTURES

SEED = 3
LIAISONS, MANAGERS, KEY_ACCOUNT_MANAGERS, AREAS = 200, 10, 100, 12
KOLS_EVERY = 10
#: Days of contacts behind us and before us.
PAST_DAYS, COMING_DAYS = 1100, 20
#: Nobody is met more often than so many times as those who are met least.
MOST = 40
#: Of all accounts: health systems, hospitals; the rest are departments and practices.
SYSTEMS_EVERY, HOSPITALS_EVERY = 100, 8
SYLLABLES = [
    "ba",
    "ber",
    "cor",
    "dan",
    "el",
    "fen",
    "gar",
    "hol",
    "in",
    "jor",
    "kel",
    "lan",
    "mor",
    "nis",
    "or",
    "per",
    "quin",
    "ros",
    "sten",
    "tor",
    "ul",
    "ver",
    "wel",
    "yar",
    "zim",
]


def key_of(kind: int, number: int) -> str:
    """The key of row `number` of a kind of rows: a well-formed UUIDv7 that sorts by its number."""
    return f"{number:08x}-{kind:04x}-7000-8000-{number:012x}"


@dataclass
class Plan:
    """Everything that rows are made from. `contacts` counts medical ones; a fifth as many are commercial."""

    people: int
    contacts_each: int = 10
    accounts: int = 0
    main_account: "array[int]" = field(default_factory=lambda: array("L"))
    area: "array[int]" = field(default_factory=lambda: array("B"))
    responsible: "array[int]" = field(default_factory=lambda: array("H"))
    names: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def contacts(self) -> int:
        """How many medical contacts there are."""
        return self.people * self.contacts_each

    def is_kol(self, person: int) -> bool:
        """Whether somebody has a scientific profile."""
        return person % KOLS_EVERY == 0

    def parent_of(self, account: int) -> int | None:
        """What an account is part of: most hospitals of a system, most departments of a hospital."""
        systems, hospitals = self.systems, self.hospitals
        if account < systems:
            return None
        if account < hospitals:
            return account % systems if account % 6 else None
        return systems + account % (hospitals - systems) if account % 5 else None

    @property
    def systems(self) -> int:
        """Accounts with a lower number are health systems."""
        return max(1, self.accounts // SYSTEMS_EVERY)

    @property
    def hospitals(self) -> int:
        """Accounts with a lower number are hospitals, if they are no systems."""
        return self.systems + max(1, self.accounts // HOSPITALS_EVERY)

    def weights(self) -> list[int]:
        """How often each person is met, added up, for `random.choices`."""
        random = Random(SEED + 1)
        return list(
            accumulate(
                int(100 * min(random.paretovariate(1.6), MOST)) * (9 if self.is_kol(person) else 1)
                for person in range(self.people)
            )
        )


def plan_of(people: int, contacts_each: int = 10) -> Plan:
    """A company that knows so many people."""
    random = Random(SEED)
    plan = Plan(people, contacts_each, accounts=max(20, people // 10))
    chances = list(accumulate((account + 20) ** -0.5 for account in range(plan.accounts)))
    plan.main_account.extend(_below_systems(plan, random, chances))
    areas = random.choices(range(AREAS), weights=range(AREAS + 4, 4, -1), k=people)
    plan.area.extend(areas)
    plan.responsible.extend(_liaison_of(area, random) for area in areas)
    plan.names = names_of(people, random)
    return plan


def _below_systems(plan: Plan, random: Random, chances: list[float]) -> list[int]:
    """Where each person works: nobody works for a health system itself."""
    places = random.choices(range(plan.accounts), cum_weights=chances, k=plan.people)
    return [place if place >= plan.systems else plan.systems + place for place in places]


def _liaison_of(area: int, random: Random) -> int:
    """A liaison of the area; number n works in area n modulo their count, and some also in the next one."""
    return area + AREAS * random.randrange((LIAISONS - area + AREAS - 1) // AREAS)


def areas_of_liaison(number: int) -> list[int]:
    """One area, every third person two."""
    return sorted({number % AREAS, (number + 1) % AREAS} if number % 3 == 0 else {number % AREAS})


def names_of(count: int, random: Random) -> list[tuple[str, str, str]]:
    """First name, last name and folded name of each person."""
    given = [name for culture in CULTURES.values() for name in culture.given]
    family = [name for culture in CULTURES.values() for name in culture.family]
    rare = ["".join(parts).title() for parts in product(SYLLABLES, repeat=3)]
    random.shuffle(family)
    frequent = random.choices(family, weights=[1 / (place + 3) for place in range(len(family))], k=count)
    folded = {name: fold(name) for name in {*given, *family, *rare}}
    found = []
    for number in range(count):
        last = frequent[number] if random.random() < 0.6 else random.choice(rare)
        first = random.choice(given)
        found.append((first, last, f"{folded[last]} {folded[first]}"))
    return found
