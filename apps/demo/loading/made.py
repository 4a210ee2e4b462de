"""What every part of the load shares: the rows made so far by the plan's keys, how keys are made, who is recorded."""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

import pghistory
from django.db import models

from apps.catalog.models import PurposeClass, TherapeuticArea, Topic
from apps.demo.contacts import DAYS_BACK
from apps.demo.records import Contact, DemoPlan
from apps.directory.models import Account, Stakeholder
from apps.evidence.models import Material
from apps.users.models import Team, Territory, User

VERB = "load_demo"
BATCH = 1000
_RANDOM_A, _RANDOM_B = 0xFFF, (1 << 62) - 1


@dataclass(slots=True)
class Made:
    """Rows by the key they have in the plan; filled from top to bottom, later parts look up what earlier ones made."""

    plan: DemoPlan
    territories: dict[str, Territory] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    areas: dict[str, TherapeuticArea] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    materials: dict[str, Material] = field(default_factory=dict)
    purposes: dict[str, PurposeClass] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    stakeholders: dict[str, Stakeholder] = field(default_factory=dict)

    @property
    def began_at(self) -> datetime:
        """Before everything that the plan tells of."""
        return datetime.combine(self.plan.today - timedelta(days=DAYS_BACK), time(), UTC)

    def key(self, kind: str, name: str, at: datetime | None = None) -> uuid.UUID:
        """The key of a row: the same plan always gets the same keys, so links into a demo stay good."""
        return key_of(f"{kind}:{name}", at or self.began_at)


def key_of(name: str, at: datetime) -> uuid.UUID:
    """A UUIDv7 of this moment, with bits taken from the name instead of from chance."""
    digest = int.from_bytes(hashlib.sha256(name.encode()).digest())
    moment = int(at.timestamp() * 1000) << 80
    random_a, random_b = (digest >> 64) & _RANDOM_A, digest & _RANDOM_B
    return uuid.UUID(int=moment | 7 << 76 | random_a << 64 | 2 << 62 | random_b)


def last_held(contacts: Iterable[Contact]) -> dict[str, datetime]:
    """Start of the latest held contact, by account and by stakeholder."""
    latest: dict[str, datetime] = {}
    for contact in contacts:
        if contact.state == "held":
            for key in (contact.account, *contact.stakeholders):
                latest[key] = max(latest.get(key, contact.starts_at), contact.starts_at)
    return latest


def save(rows: Iterable[models.Model], *, by: User) -> None:
    """Insert rows of any models, in their order; the history says who and that it was the demo."""
    by_model: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row)
    with pghistory.context(user=str(by.pk), verb=VERB):
        for model, found in by_model.items():
            model._default_manager.bulk_create(found, batch_size=BATCH)


def save_each(rows: Iterable[models.Model], *, by: User) -> None:
    """The same one by one, for the few rows whose models fill in columns while saving."""
    with pghistory.context(user=str(by.pk), verb=VERB):
        for row in rows:
            row.save(force_insert=True)
