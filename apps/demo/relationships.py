"""Derives the stages of each relationship from the contacts that were held, with the evidence in words."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Final

from apps.demo.contacts import DAYS_BACK
from apps.demo.records import Contact, KolProfile, StageChange

_DORMANT_AFTER: Final = timedelta(days=210)
_ENGAGED_AT: Final = 2
_COLLABORATING_AT: Final = 7
_TRUSTED_AT: Final = 13
# How many of the three further stages a relationship is made for: not everyone wants to work together.
_REACH: Final = (0, 1, 1, 1, 2, 2, 3)
_JOINT_WORK: Final = frozenset({"trial_support", "advisory_board"})
_IDENTIFIED: Final = (
    "Author of papers in the field; found in the literature review.",
    "Named by two colleagues as the person to ask.",
    "Speaker at a regional meeting.",
    "Investigator in a neighbouring study.",
)
_INTRODUCED: Final = (
    "First conversation; role of medical explained.",
    "Introduced by a colleague of the same centre.",
)
_ENGAGED: Final = (
    "Asked questions of their own and wanted the data behind the figure.",
    "Asked to continue the conversation.",
    "Brought a colleague to the second meeting.",
)
_COLLABORATING: Final = (
    "Takes part in joint scientific work.",
    "Commented on the evidence plan and offered own data.",
    "Chairs a case session with us.",
)
_TRUSTED: Final = (
    "Raises critical points early and expects answers; explains the evidence to others in a balanced way.",
    "Asks us first when data are unclear, and says so when they disagree.",
)
_DORMANT: Final = ("No contact for seven months.", "New duties; asked for a pause.")


def _before(rng: Random, start: date) -> Iterator[StageChange]:
    """What had been reached before the eighteen months began."""
    first = start - timedelta(days=rng.randint(250, 900))
    yield StageChange("identified", first, rng.choice(_IDENTIFIED))
    yield StageChange("introduced", first + timedelta(days=rng.randint(20, 90)), rng.choice(_INTRODUCED))


def _joint_work(held: list[Contact]) -> int:
    """Index of the contact that counts as the beginning of working together."""
    early = (
        n for n, contact in enumerate(held) if contact.interaction_type in _JOINT_WORK and n > _ENGAGED_AT
    )
    return min(next(early, _COLLABORATING_AT), _COLLABORATING_AT)


def _steps(rng: Random, profile: KolProfile, held: list[Contact]) -> Iterator[StageChange]:
    """Stages reached by the n-th contact."""
    days = [contact.starts_at.date() for contact in held]
    milestones: list[tuple[int, str, tuple[str, ...]]] = [
        (_ENGAGED_AT, "engaged", _ENGAGED),
        (_joint_work(held), "collaborating", _COLLABORATING),
    ]
    milestones += [(_TRUSTED_AT, "trusted_partner", _TRUSTED)] if profile.tier <= 2 else []
    for index, stage, evidence in milestones[: rng.choice(_REACH)]:
        if index < len(days):
            yield StageChange(stage, days[index], rng.choice(evidence))


def _pause(rng: Random, last: date, today: date) -> Iterator[StageChange]:
    if today - last > _DORMANT_AFTER:
        yield StageChange("dormant", last + _DORMANT_AFTER, rng.choice(_DORMANT))


def _changes(
    rng: Random, profile: KolProfile, held: list[Contact], is_known: bool, today: date
) -> list[StageChange]:
    start = today - timedelta(days=DAYS_BACK)
    if is_known:
        found = list(_before(rng, start))
    else:
        first = held[0].starts_at.date() if held else today
        found = [
            StageChange("identified", first - timedelta(days=rng.randint(15, 60)), rng.choice(_IDENTIFIED))
        ]
        found += [StageChange("introduced", first, rng.choice(_INTRODUCED))] if held else []
    found += _steps(rng, profile, held)
    last = held[-1].starts_at.date() if held else found[-1].changed_on
    return found + list(_pause(rng, last, today))


def add_stages(
    rng: Random,
    profiles: tuple[KolProfile, ...],
    contacts: tuple[Contact, ...],
    known: frozenset[str],
    today: date,
) -> tuple[KolProfile, ...]:
    """The profiles with their stage changes, oldest first."""
    held: dict[str, list[Contact]] = defaultdict(list)
    for contact in contacts:
        if contact.medical:
            for key in contact.stakeholders:
                held[key].append(contact)
    return tuple(
        replace(
            profile,
            stage_changes=tuple(
                _changes(rng, profile, held[profile.stakeholder], profile.stakeholder in known, today)
            ),
        )
        for profile in profiles
    )
