"""What kind of contact two people have: type, channel, length, and whom else it brings to the table."""

from dataclasses import dataclass
from random import Random
from typing import Final

from apps.demo.corpus.choices import PURPOSE_OF_TYPE
from apps.demo.records import Account, Stakeholder, User
from apps.demo.workdays import LONGEST_MINUTES


@dataclass(frozen=True, slots=True)
class Occasion:
    """The envelope of a contact before it has a time; commercial ones have no `interaction_type`."""

    interaction_type: str | None
    purpose_class: str
    channel: str
    duration_minutes: int
    guests: int


_TYPES: Final = {
    "scientific_exchange": 56,
    "reactive_answer": 15,
    "trial_support": 8,
    "education": 8,
    "congress": 8,
    "advisory_board": 2,
}
_COMMERCIAL: Final = {
    "payer": {"contract_meeting": 80, "commercial_visit": 20},
    "formulary_committee": {"contract_meeting": 60, "commercial_visit": 40},
    "pharmacist": {"service_visit": 50, "commercial_visit": 40, "contract_meeting": 10},
}
_COMMERCIAL_ELSEWHERE: Final = {"commercial_visit": 70, "service_visit": 30}
_CHANNELS: Final = {
    "face_to_face": 52,
    "video": 24,
    "phone": 12,
    "email": 7,
    "web_conference": 3,
    "chat": 1,
    "other": 1,
}
_CHANNELS_OF_TYPE: Final = {
    "reactive_answer": {"phone": 40, "email": 35, "video": 20, "face_to_face": 5},
    "education": {"face_to_face": 60, "web_conference": 40},
    "advisory_board": {"face_to_face": 55, "web_conference": 45},
    "congress": {"congress": 100},
}
_MINUTES: Final = {
    "face_to_face": (30, 40, 45, 45, 60),
    "video": (20, 30, 30, 45),
    "phone": (10, 15, 20),
    "email": (5, 10),
    "congress": (15, 20, 30, 45),
    "web_conference": (45, 60),
    "chat": (5, 10),
    "other": (15, 30),
}
_LONG: Final = frozenset({"education", "advisory_board"})
_GUESTS: Final = {"education": (2, 3, 4), "advisory_board": (1, 2), "trial_support": (0, 1, 1)}
_USUAL_GUESTS: Final = (0, 0, 0, 0, 0, 0, 1, 1, 2)
_SOLITARY: Final = frozenset({"email", "chat", "phone", "other"})


def _pick(rng: Random, weights: dict[str, int]) -> str:
    return rng.choices(tuple(weights), weights=tuple(weights.values()))[0]


def _channel(rng: Random, person: Stakeholder, account: Account, weights: dict[str, int]) -> str:
    """The person's own preference often wins; a closed door always does."""
    preferred = person.preference.preferred_channel
    channel = preferred if preferred in weights and rng.random() < 0.4 else _pick(rng, weights)
    access = account.access_restriction
    is_shut = access == "none" or (access == "restricted" and rng.random() < 0.6)
    return (
        rng.choice(("video", "phone", "web_conference")) if is_shut and channel == "face_to_face" else channel
    )


def _occasion(rng: Random, interaction_type: str | None, purpose_class: str, channel: str) -> Occasion:
    minutes = LONGEST_MINUTES if interaction_type in _LONG else rng.choice(_MINUTES[channel])
    guests = 0 if channel in _SOLITARY else rng.choice(_GUESTS.get(interaction_type or "", _USUAL_GUESTS))
    return Occasion(interaction_type, purpose_class, channel, minutes, guests)


def _medical_type(rng: Random, owner: User, person: Stakeholder, is_first: bool) -> str:
    if is_first:
        return "introduction"
    interaction_type = _pick(rng, _TYPES)
    is_site = "investigator" in person.customer_groups
    return "scientific_exchange" if interaction_type == "trial_support" and not is_site else interaction_type


def medical_occasion(
    rng: Random, owner: User, person: Stakeholder, account: Account, *, is_first: bool, is_day_off: bool
) -> Occasion:
    """A medical contact; on weekends and holidays people only meet at congresses."""
    kind = "congress" if is_day_off else _medical_type(rng, owner, person, is_first)
    channel = _channel(rng, person, account, _CHANNELS_OF_TYPE.get(kind, _CHANNELS))
    return _occasion(rng, kind, PURPOSE_OF_TYPE[kind], channel)


def commercial_occasion(rng: Random, person: Stakeholder, account: Account) -> Occasion:
    """A contact of the commercial side."""
    purpose = _pick(rng, _COMMERCIAL.get(person.customer_groups[0], _COMMERCIAL_ELSEWHERE))
    return _occasion(rng, None, purpose, _channel(rng, person, account, _CHANNELS))
