"""Loads what was said in the contacts of the medical side, with every version as submitting and amending makes it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Model

from apps.catalog.models import TherapeuticArea
from apps.coordination.models import Touchpoint
from apps.demo.corpus.notes import WHY_CANCELLED
from apps.demo.corpus.science import AREA_OF_TOPIC
from apps.demo.corpus.staff import USER_BY_KEY
from apps.demo.loading.made import BATCH, Made, save
from apps.demo.records import Contact, MedicalContent
from apps.interactions.entry import CONTENT_FIELDS, Entry
from apps.interactions.models import Interaction, InteractionMaterial, InteractionTopic, Version
from apps.interactions.recording import content_of
from apps.users.models import User

State = Interaction.State
Initiative = Interaction.Initiative
Answer = Interaction.SafetyAnswer
#: A note takes some minutes, a long one more: how long the form was open.
_SHORTEST_MINUTES, _CHARACTERS_PER_MINUTE = 2, 120


def load_records(
    made: Made, contacts: Iterable[Contact], envelopes: dict[str, Touchpoint], *, by: User
) -> list[Interaction]:
    """The records of one owner's contacts; `envelopes` are saved already."""
    entries = {contact.key: _entry(made, contact, envelopes[contact.key]) for contact in contacts}
    rows = {
        contact.key: _interaction(made, contact, entries[contact.key], envelopes[contact.key])
        for contact in contacts
    }
    save(rows.values(), by=by)
    save((row for key, entry in entries.items() for row in _lists(rows[key], entry)), by=by)
    _save_versions(contacts, entries, rows, by=by)
    return list(rows.values())


def _area(made: Made, contact: Contact) -> TherapeuticArea:
    """The area of what was talked about; of a plan, the one that both people work in."""
    if contact.medical:
        return made.areas[AREA_OF_TOPIC[contact.medical.topics[0]]]
    lead = next(person for person in made.plan.stakeholders if person.key == contact.stakeholders[0])
    shared = [key for key in lead.therapeutic_areas if key in USER_BY_KEY[contact.owner].therapeutic_areas]
    return made.areas[shared[0]]


def _entry(made: Made, contact: Contact, touchpoint: Touchpoint) -> Entry:
    """What the owner entered: first the plan, and for a held contact what was said."""
    kind = contact.interaction_type or Interaction.Kind.SCIENTIFIC_EXCHANGE
    plan = Entry(
        account=touchpoint.account,
        stakeholders=[made.stakeholders[person] for person in contact.stakeholders],
        starts_at=touchpoint.starts_at,
        channel=contact.channel,
        purpose=touchpoint.purpose,
        therapeutic_area=_area(made, contact),
        kind=kind,
        initiative=Initiative.REACTIVE if kind == "reactive_answer" else Initiative.PROACTIVE,
    )
    return replace(plan, **_said(made, contact.medical)) if contact.medical else plan


def _said(made: Made, content: MedicalContent) -> dict[str, Any]:
    answers = {True: Answer.YES, False: Answer.NO, None: ""}
    return {
        "kind": content.interaction_type,
        "initiative": content.initiative,
        "duration_minutes": content.duration_minutes,
        "topics": [made.topics[topic] for topic in content.topics],
        "materials": [made.materials[material] for material in content.materials],
        "notes": content.amendment.notes if content.amendment else content.notes,
        "needs_and_concerns": content.needs_and_concerns,
        "safety_answer": answers[content.has_safety_event],
    }


def _state(contact: Contact) -> State:
    if contact.medical is None:
        return State(contact.state)
    if contact.medical.submit_delay_hours is None:
        return State.HELD
    return State.AMENDED if contact.medical.amendment else State.SUBMITTED


def _interaction(made: Made, contact: Contact, entry: Entry, touchpoint: Touchpoint) -> Interaction:
    submitted_at = _submitted_at(contact)
    return Interaction(
        pk=made.key("interaction", contact.key, contact.planned_at),
        touchpoint=touchpoint,
        owner=touchpoint.owner,
        planned_for=touchpoint.starts_at,
        state=_state(contact),
        opened_at=_opened_at(contact, submitted_at),
        submitted_at=submitted_at,
        version=len(_moments(contact)),
        cancel_reason=WHY_CANCELLED[contact.cancel_reason] if contact.cancel_reason else "",
        **{name: getattr(entry, name) for name in CONTENT_FIELDS},
    )


def _submitted_at(contact: Contact) -> datetime | None:
    """When it was locked; None for what is not submitted."""
    if contact.medical is None or contact.medical.submit_delay_hours is None:
        return None
    return contact.starts_at.astimezone(UTC) + timedelta(hours=contact.medical.submit_delay_hours)


def _opened_at(contact: Contact, submitted_at: datetime | None) -> datetime | None:
    """When the form was opened: some minutes of typing before it was sent, after the contact."""
    if contact.medical is None:
        return None
    ended_at = contact.starts_at.astimezone(UTC) + timedelta(minutes=contact.medical.duration_minutes)
    if submitted_at is None:
        return ended_at
    minutes = _SHORTEST_MINUTES + len(contact.medical.notes) // _CHARACTERS_PER_MINUTE
    return max(ended_at, submitted_at - timedelta(minutes=minutes))


def _lists(row: Interaction, entry: Entry) -> Iterator[Model]:
    for topic in entry.topics:
        yield InteractionTopic(interaction=row, topic=topic)
    for material in entry.materials:
        yield InteractionMaterial(interaction=row, material=material)


def _moments(contact: Contact) -> list[datetime]:
    """When each version was made."""
    submitted_at = _submitted_at(contact)
    if submitted_at is None or contact.medical is None:
        return []
    amendment = contact.medical.amendment
    return (
        [submitted_at, submitted_at + timedelta(hours=amendment.delay_hours)] if amendment else [submitted_at]
    )


def _save_versions(
    contacts: Iterable[Contact], entries: dict[str, Entry], rows: dict[str, Interaction], *, by: User
) -> None:
    """Versions are made when the record is, so the moment that saving sets is put right afterwards."""
    versions: list[Version] = []
    moments: list[datetime] = []
    for contact in contacts:
        versions += _versions(contact, entries[contact.key], rows[contact.key])
        moments += _moments(contact)
    save(versions, by=by)
    for version, moment in zip(versions, moments, strict=True):
        version.created_at = version.updated_at = moment
    Version.objects.bulk_update(versions, ["created_at", "updated_at"], batch_size=BATCH)


def _versions(contact: Contact, entry: Entry, row: Interaction) -> Iterator[Version]:
    """As submitted, and as amended with the reason; `entry` says what the record says now."""
    if contact.medical is None or contact.medical.submit_delay_hours is None:
        return
    first = replace(entry, notes=contact.medical.notes)
    yield Version(interaction=row, number=1, content=content_of(first), made_by=row.owner)
    if amendment := contact.medical.amendment:
        yield Version(
            interaction=row,
            number=2,
            content=content_of(entry),
            reason=amendment.reason,
            made_by=row.owner,
        )
