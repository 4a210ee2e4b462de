"""What a person enters about an interaction, as one value: from the form, the API or demo data to the actions."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from apps.catalog.models import PurposeClass, TherapeuticArea, Topic
from apps.coordination.queries import attending
from apps.directory.models import Account, Stakeholder
from apps.evidence.models import Material
from apps.interactions.models import Interaction


@dataclass(frozen=True)
class Entry:
    """Envelope (first block, SHARED) and content (second block, MEDICAL). `starts_at` is aware; duration in minutes."""

    account: Account
    stakeholders: Sequence[Stakeholder]
    starts_at: datetime
    channel: str
    purpose: PurposeClass

    therapeutic_area: TherapeuticArea
    kind: str = Interaction.Kind.SCIENTIFIC_EXCHANGE
    initiative: str = Interaction.Initiative.PROACTIVE
    duration_minutes: int | None = None
    topics: Sequence[Topic] = ()
    materials: Sequence[Material] = ()
    notes: str = ""
    needs_and_concerns: str = ""
    safety_answer: str = ""

    def values(self) -> dict[str, Any]:
        """Field name to value, rows as rows."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def envelope(self) -> dict[str, Any]:
        """The part both sides may know."""
        return {name: getattr(self, name) for name in ENVELOPE_FIELDS}


@dataclass(frozen=True)
class Recorded:
    """What is being recorded, for the parts of the form that others add. `earlier` is the submitted state, if any."""

    entry: Entry
    is_final: bool
    earlier: Entry | None = None

    @property
    def is_newly_unsafe(self) -> bool:
        """Whether safety has to be told: yes now, and not yes when it was submitted before."""
        is_yes = self.entry.safety_answer == Interaction.SafetyAnswer.YES
        was_yes = self.earlier is not None and self.earlier.safety_answer == Interaction.SafetyAnswer.YES
        return self.is_final and is_yes and not was_yes


ENVELOPE_FIELDS = ("account", "stakeholders", "starts_at", "channel", "purpose")
CONTENT_FIELDS = (
    "starts_at",
    "therapeutic_area",
    "kind",
    "initiative",
    "duration_minutes",
    "notes",
    "needs_and_concerns",
    "safety_answer",
)


def entry_of(interaction: Interaction) -> Entry:
    """What an interaction says now."""
    touchpoint = interaction.touchpoint
    return Entry(
        account=touchpoint.account,
        stakeholders=attending(touchpoint),
        channel=touchpoint.channel,
        purpose=touchpoint.purpose,
        topics=list(interaction.topics.all()),
        materials=list(interaction.materials.all()),
        **{name: getattr(interaction, name) for name in CONTENT_FIELDS},
    )
