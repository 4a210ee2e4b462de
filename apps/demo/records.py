"""The shapes of the demo plan: frozen, plain, linked by key.

They mirror the product's vocabulary without importing a model, so the corpus can be generated, tested and
read without a database; the loader translates them. A `key` is unique in its list; every reference is one.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Territory:
    """A region worked by one field team; `time_zone` is what most of its people use."""

    key: str
    name: str
    countries: tuple[str, ...]
    time_zone: str


@dataclass(frozen=True, slots=True)
class TherapeuticArea:
    """A field of medicine the fictional company works in."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Team:
    """People with one manager, all on one side of the wall."""

    key: str
    name: str
    side: str
    manager: str | None


@dataclass(frozen=True, slots=True)
class User:
    """Someone who logs in. The first of `territories` is the home territory."""

    key: str
    email: str
    title: str
    given_name: str
    family_name: str
    role: str
    side: str
    team: str | None
    territories: tuple[str, ...]
    therapeutic_areas: tuple[str, ...]
    time_zone: str
    calendar: str
    language: str


@dataclass(frozen=True, slots=True)
class Product:
    """An invented compound."""

    key: str
    brand: str
    compound: str
    therapeutic_area: str
    description: str
    lifecycle_stage: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A scientific subject of conversations."""

    key: str
    name: str
    therapeutic_area: str


@dataclass(frozen=True, slots=True)
class Material:
    """A versioned document that may be shared between `approved_on` and `expires_on` (drafts: None)."""

    key: str
    title: str
    kind: str
    version: str
    state: str
    therapeutic_area: str
    topic: str
    countries: tuple[str, ...]
    audience: tuple[str, ...]
    approved_on: date | None
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Account:
    """An organisation; `parent` makes it part of a tree. Parents come before their children."""

    key: str
    name: str
    kind: str
    customer_group: str
    parent: str | None
    street: str
    city: str
    region: str
    postal_code: str
    country: str
    territory: str
    access_restriction: str
    therapeutic_areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number another system knows the person by; valid check digits, from ranges nobody is issued."""

    system: str
    value: str


@dataclass(frozen=True, slots=True)
class ContactPreference:
    """How, when and how often a person agreed to be contacted; empty strings mean nothing was said."""

    preferred_channel: str
    preferred_time: str
    preferred_language: str
    max_contacts_per_quarter: int | None
    do_not_contact: bool


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """An external person. `customer_groups` starts with the main one; particles belong to the family name."""

    key: str
    title: str
    given_name: str
    middle_name: str
    family_name: str
    degrees: tuple[str, ...]
    specialty: str
    customer_groups: tuple[str, ...]
    languages: tuple[str, ...]
    country: str
    territory: str
    therapeutic_areas: tuple[str, ...]
    email: str
    identifiers: tuple[Identifier, ...]
    preference: ContactPreference


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A stakeholder's post in an account; `ends_on` None means current. One current post is primary."""

    stakeholder: str
    account: str
    role: str
    decision_role: str
    starts_on: date
    ends_on: date | None
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Author:
    """One name in a byline, in order; `stakeholder` is set when the person is in the directory."""

    position: int
    name: str
    stakeholder: str | None


@dataclass(frozen=True, slots=True)
class Publication:
    """A paper that was never written, in a journal that does not exist."""

    key: str
    title: str
    journal: str
    doi: str
    published_on: date
    topics: tuple[str, ...]
    authors: tuple[Author, ...]


@dataclass(frozen=True, slots=True)
class StageChange:
    """A dated step of the relationship, with what showed it."""

    stage: str
    changed_on: date
    evidence: str


@dataclass(frozen=True, slots=True)
class KolProfile:
    """The medical side's knowledge of a stakeholder; tier 1 is highest; its reason names only evidence."""

    stakeholder: str
    therapeutic_areas: tuple[str, ...]
    interests: tuple[str, ...]
    topics_to_avoid: tuple[str, ...]
    tier: int
    tier_reason: str
    responsible_msl: str
    stage_changes: tuple[StageChange, ...]


@dataclass(frozen=True, slots=True)
class Amendment:
    """A later correction of a submitted record: the new notes, why, and hours after submission."""

    reason: str
    notes: str
    delay_hours: int


@dataclass(frozen=True, slots=True)
class MedicalContent:
    """What was said in a held medical contact.

    `submit_delay_hours` counts from the start of the contact; None is a draft still to be submitted, and then
    `has_safety_event` may be None (not answered yet) too.
    """

    interaction_type: str
    initiative: str
    duration_minutes: int
    topics: tuple[str, ...]
    materials: tuple[str, ...]
    notes: str
    needs_and_concerns: str
    has_safety_event: bool | None
    submit_delay_hours: float | None
    amendment: Amendment | None


@dataclass(frozen=True, slots=True)
class Contact:
    """A planned, held or cancelled contact. `starts_at` and `planned_at` are aware, in the owner's time zone.

    `medical` is set for held contacts of the medical side, `visit_note` for held ones of the commercial side.
    A contact still `planned` with a start in the past is one that waits to be logged.
    """

    key: str
    owner: str
    side: str
    account: str
    stakeholders: tuple[str, ...]
    planned_at: datetime
    starts_at: datetime
    duration_minutes: int
    channel: str
    purpose_class: str
    interaction_type: str | None
    state: str
    cancel_reason: str | None
    medical: MedicalContent | None
    visit_note: str | None


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """Everything the loader writes, in the order it can be written."""

    today: date
    territories: tuple[Territory, ...]
    therapeutic_areas: tuple[TherapeuticArea, ...]
    teams: tuple[Team, ...]
    users: tuple[User, ...]
    products: tuple[Product, ...]
    topics: tuple[Topic, ...]
    materials: tuple[Material, ...]
    accounts: tuple[Account, ...]
    stakeholders: tuple[Stakeholder, ...]
    affiliations: tuple[Affiliation, ...]
    kol_profiles: tuple[KolProfile, ...]
    publications: tuple[Publication, ...]
    contacts: tuple[Contact, ...]
