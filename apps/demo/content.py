"""Fills held contacts: notes, topics, materials, needs, the safety answer, and how long submitting took."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from apps.demo.corpus import notes
from apps.demo.corpus.science import TALK_BY_KEY, TALKS, valid_materials
from apps.demo.occasions import Occasion
from apps.demo.records import Account, Amendment, KolProfile, Material, MedicalContent, Stakeholder, User

MAX_REPEATS: Final = 3
# More of late, so that the safety desk has something to do on the day of the load.
_SAFETY_USUALLY: Final = 0.03
_SAFETY_LATELY: Final = 0.25
_LATELY_DAYS: Final = 4
_AMENDED_AFTER_DAYS: Final = 14
_CORRECTIONS: Final = (
    ("Order of the conversation mixed up", "Correction: the view was given before we looked at the data."),
    ("Attendee's question was incomplete", "Addition: the question referred to the extension phase only."),
    ("Clarified after a call back", "Clarification by phone: the view applies to patients over 75."),
    ("Typing error in the notes", "Correction: two patients, not three."),
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the content of a held contact depends on."""

    owner: User
    lead: Stakeholder
    account: Account
    occasion: Occasion
    starts_at: datetime
    is_draft: bool
    earlier_on: date | None


@dataclass(slots=True)
class Writer:
    """Writes notes and remembers them, so that none is used too often."""

    rng: Random
    today: date
    materials: tuple[Material, ...]
    profiles: dict[str, KolProfile]
    used: Counter[str] = field(default_factory=Counter)

    def fresh(self, note: str) -> bool:
        """Count a use of the note unless it was used up."""
        if self.used[note] >= MAX_REPEATS:
            return False
        self.used[note] += 1
        return True


def address(person: Stakeholder) -> str:
    """How a colleague would name the person in a note."""
    for long, short in (
        ("Univ.-Prof", "Prof."),
        ("Prof", "Prof."),
        ("Pr", "Pr"),
        ("Dr.", "Dr."),
        ("Dr", "Dr"),
    ):
        if person.title.startswith(long):
            return f"{short} {person.family_name}"
    return f"{person.given_name} {person.family_name}"


def _topics(writer: Writer, meeting: Meeting) -> tuple[str, ...]:
    """Mostly what the person is known to be interested in."""
    rng, areas = writer.rng, set(meeting.owner.therapeutic_areas) & set(meeting.lead.therapeutic_areas)
    talks = [talk for area in sorted(areas) for talk in TALKS[area]]
    profile = writer.profiles.get(meeting.lead.key)
    liked = [talk for talk in talks if profile and talk.interest in profile.interests]
    first = rng.choice(liked if liked and rng.random() < 0.7 else talks)
    second = [rng.choice(talks)] if rng.random() < 0.2 else []
    return tuple(dict.fromkeys(talk.key for talk in [first, *second]))


def _shared(writer: Writer, meeting: Meeting, topics: tuple[str, ...]) -> tuple[Material, ...]:
    found = valid_materials(writer.materials, topics, meeting.starts_at.date())
    fitting = [item for item in found if meeting.lead.customer_groups[0] in item.audience]
    return (writer.rng.choice(fitting),) if fitting and writer.rng.random() < 0.4 else ()


def _month(day: date | None, today: date) -> str | None:
    return day.strftime("%B" if day.year == today.year else "%B %Y") if day else None


def _medical_note(writer: Writer, scene: notes.Scene) -> str:
    while not writer.fresh(note := notes.medical_note(writer.rng, scene)):
        pass
    return note


def _submit_delay(writer: Writer, meeting: Meeting) -> float:
    """Hours from the start: mostly the same day, some after days, always before the day of the load."""
    load = datetime.combine(writer.today, time(0), ZoneInfo(meeting.owner.time_zone))
    available = (load - meeting.starts_at) / timedelta(hours=1)
    shortest = meeting.occasion.duration_minutes / 60 + 0.1
    return round(min(shortest + writer.rng.lognormvariate(1.3, 1.3), available * 0.97), 2)


def _amendment(rng: Random, note: str) -> Amendment | None:
    if rng.random() > 0.025:
        return None
    reason, correction = rng.choice(_CORRECTIONS)
    return Amendment(reason=reason, notes=f"{note} {correction}", delay_hours=rng.randint(3, 120))


def _age(writer: Writer, meeting: Meeting) -> int:
    """Days between the contact and the load."""
    return (writer.today - meeting.starts_at.date()).days


def _initiative(rng: Random, interaction_type: str) -> str:
    if interaction_type == "reactive_answer":
        return "reactive"
    return "reactive" if rng.random() < 0.12 else "proactive"


def medical_content(writer: Writer, meeting: Meeting) -> MedicalContent:
    """The content of a held medical contact; a draft has no safety answer and was not submitted."""
    rng, occasion = writer.rng, meeting.occasion
    kind = occasion.interaction_type or "scientific_exchange"
    topics = _topics(writer, meeting)
    shared = _shared(writer, meeting, topics[:1])
    chance = _SAFETY_LATELY if _age(writer, meeting) <= _LATELY_DAYS else _SAFETY_USUALLY
    has_safety_event = not meeting.is_draft and rng.random() < chance
    scene = notes.Scene(
        talk=TALK_BY_KEY[topics[0]],
        name=address(meeting.lead),
        place=meeting.account.name,
        channel=occasion.channel,
        interaction_type=kind,
        earlier=_month(meeting.earlier_on, meeting.starts_at.date()),
        material=shared[0].title if shared else None,
        has_safety_event=has_safety_event,
    )
    note = _medical_note(writer, scene)
    delay = None if meeting.is_draft else _submit_delay(writer, meeting)
    amendment = _amendment(rng, note) if not meeting.is_draft else None
    return MedicalContent(
        interaction_type=kind,
        initiative=_initiative(rng, kind),
        duration_minutes=max(5, occasion.duration_minutes + rng.choice((-10, -5, 0, 0, 0, 5))),
        topics=topics,
        materials=tuple(item.key for item in shared),
        notes=note,
        needs_and_concerns=notes.needs_and_concerns(rng, scene.talk),
        has_safety_event=None if meeting.is_draft else has_safety_event,
        submit_delay_hours=delay,
        amendment=amendment if _age(writer, meeting) > _AMENDED_AFTER_DAYS else None,
    )


def visit_note(writer: Writer, meeting: Meeting) -> str:
    """The note of a held commercial contact."""
    name, purpose = address(meeting.lead), meeting.occasion.purpose_class
    while not writer.fresh(note := notes.visit_note(writer.rng, purpose, name, meeting.account.name)):
        pass
    return note
