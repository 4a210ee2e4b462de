"""Keeps the field's diary: whom to see next; nobody is seen twice a day or beyond their own limit."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Final

from apps.demo.records import Affiliation, Stakeholder, User

_RECENT: Final = ((10, 0.02), (21, 0.25), (35, 0.7))


@dataclass(slots=True)
class Diary:
    """What has been arranged so far; from `rests_from` on the `resting` are left alone."""

    people: dict[str, Stakeholder]
    circles: dict[str, dict[str, float]]
    colleagues: dict[str, list[str]]
    resting: frozenset[str]
    rests_from: date
    busy: dict[tuple[str, date], set[int]] = field(default_factory=lambda: defaultdict(set))
    seen: set[tuple[str, date]] = field(default_factory=set)
    load: Counter[tuple[str, int, int]] = field(default_factory=Counter)
    last: dict[tuple[str, str], date] = field(default_factory=dict)


def make_colleagues(affiliations: tuple[Affiliation, ...]) -> dict[str, list[str]]:
    """Account key to the people whose main post it is."""
    found: dict[str, list[str]] = defaultdict(list)
    for affiliation in affiliations:
        if affiliation.is_primary:
            found[affiliation.account].append(affiliation.stakeholder)
    return found


def _quarter(key: str, day: date) -> tuple[str, int, int]:
    return key, day.year, (day.month - 1) // 3


def can_meet(diary: Diary, key: str, day: date) -> bool:
    """Not met that day yet, not resting, and below the person's own limit for the quarter."""
    if key in diary.resting and day >= diary.rests_from:
        return False
    limit = diary.people[key].preference.max_contacts_per_quarter
    return (key, day) not in diary.seen and (limit is None or diary.load[_quarter(key, day)] < limit)


def _weight(diary: Diary, side: str, key: str, base: float, day: date) -> float:
    last = diary.last.get((side, key))
    if last is None:
        return base
    days = (day - last).days
    return base * next((factor for within, factor in _RECENT if days < within), 1.0)


def next_person(rng: Random, diary: Diary, owner: User, day: date) -> Stakeholder | None:
    """Someone of the owner's circle, rather one who was not met lately; None when nobody is left that day."""
    circle = {key: base for key, base in diary.circles[owner.key].items() if can_meet(diary, key, day)}
    if not circle:
        return None
    weights = [_weight(diary, owner.side, key, base, day) for key, base in circle.items()]
    return diary.people[rng.choices(tuple(circle), weights=weights)[0]]


def company(
    rng: Random, diary: Diary, owner: User, lead: Stakeholder, account: str, day: date, guests: int
) -> list[str]:
    """Up to `guests` others of the same account and the owner's circle."""
    others = [
        key
        for key in diary.colleagues[account]
        if key != lead.key and key in diary.circles[owner.key] and can_meet(diary, key, day)
    ]
    return rng.sample(others, k=min(guests, len(others)))


def enter(diary: Diary, side: str, keys: list[str], day: date) -> None:
    """Remember that these people are met that day by that side."""
    for key in keys:
        diary.seen.add((key, day))
        diary.load[_quarter(key, day)] += 1
        diary.last[side, key] = day
