"""The REST shape of an interaction: what is taken in, checked as the form checks it, and what is given out."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers

from apps.catalog.models import Topic
from apps.catalog.queries import areas_offered_to, purposes_of
from apps.core.inputs import Key, Moment
from apps.core.resources import StrictSerializer
from apps.directory.choices import Channel
from apps.directory.models import Account, Stakeholder
from apps.evidence.models import Material
from apps.interactions.entry import Entry
from apps.interactions.models import Interaction

State = Interaction.State
#: What a client may say an interaction is when it is made; later states are reached step by step.
FIRST_STATES = [(state.value, state.label) for state in (State.PLANNED, State.HELD, State.SUBMITTED)]
MOST = 100


class Attendee(StrictSerializer):
    """A stakeholder takes part."""

    stakeholder = serializers.UUIDField()


class InteractionInput(StrictSerializer):
    """A new interaction: planned, held, or submitted at once. The valid data also holds an `Entry`."""

    id = Key(required=False)
    state = serializers.ChoiceField(choices=FIRST_STATES, default=State.PLANNED.value)
    account = serializers.UUIDField()
    attendees: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=Attendee(), allow_empty=False, max_length=MOST
    )
    starts_at = Moment()
    channel = serializers.ChoiceField(choices=Channel.choices)
    purpose = serializers.CharField(max_length=40, help_text="Code of a purpose class.")
    therapeutic_area = serializers.CharField(max_length=40, help_text="Code of a therapeutic area.")
    kind = serializers.ChoiceField(
        choices=Interaction.Kind.choices, default=Interaction.Kind.SCIENTIFIC_EXCHANGE.value
    )
    initiative = serializers.ChoiceField(
        choices=Interaction.Initiative.choices, default=Interaction.Initiative.PROACTIVE.value
    )
    duration_minutes = serializers.IntegerField(min_value=1, max_value=1440, allow_null=True, default=None)
    topics = serializers.ListField(child=serializers.UUIDField(), max_length=MOST, default=list)
    materials = serializers.ListField(child=serializers.UUIDField(), max_length=MOST, default=list)
    notes = serializers.CharField(max_length=20_000, allow_blank=True, default="")
    needs_and_concerns = serializers.CharField(max_length=5_000, allow_blank=True, default="")
    safety_answer = serializers.ChoiceField(
        choices=Interaction.SafetyAnswer.choices, allow_blank=True, default=""
    )

    safety_report = serializers.CharField(
        max_length=5_000,
        allow_blank=True,
        default="",
        write_only=True,
        help_text="What was heard; needed with `safety_answer: yes`. For the safety desk; not given out again.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Find the rows that are named; what the caller may not see is as good as not there."""
        user, faults = self.context["request"].user, dict[str, Any]()
        areas = areas_offered_to(user)
        usable = Material.objects.usable().filter(therapeutic_area__in=areas)
        people = [attendee["stakeholder"] for attendee in attrs["attendees"]]
        found = {
            "account": _one(Account.objects.visible_to(user), "pk", attrs["account"]),
            "purpose": _one(purposes_of(user), "code", attrs["purpose"]),
            "therapeutic_area": _one(areas, "code", attrs["therapeutic_area"]),
        }
        faults |= {name: _no_such() for name, row in found.items() if row is None}
        if attrs["safety_answer"] == Interaction.SafetyAnswer.YES and not attrs["safety_report"].strip():
            faults["safety_report"] = [_("Say what was heard.")]
        lists = {
            "attendees": _all(
                Stakeholder.objects.visible_to(user), people, faults, "attendees", "stakeholder"
            ),
            "topics": _all(_topics(areas), attrs["topics"], faults, "topics"),
            "materials": _all(usable, attrs["materials"], faults, "materials"),
        }
        if faults:
            raise serializers.ValidationError(faults)
        return {**attrs, "entry": _entry(attrs, {**found, **lists})}


def _entry(attrs: dict[str, Any], rows: dict[str, Any]) -> Entry:
    values = {name: value for name, value in attrs.items() if name in Entry.__dataclass_fields__}
    stakeholders = rows.pop("attendees")
    return Entry(**{**values, **rows, "stakeholders": stakeholders})


def _topics(areas: Any) -> "QuerySet[Topic]":
    return Topic.objects.filter(is_active=True, therapeutic_area__in=areas)


def _one(rows: "QuerySet[Any]", column: str, value: Any) -> Any:
    return rows.filter(**{column: value}).first()


def _all(
    rows: "QuerySet[Any]", keys: Sequence[UUID], faults: dict[str, Any], name: str, item: str = ""
) -> list[Any]:
    """The rows with these keys, in one query, each once; a missing one is noted in `faults` at its place."""
    found = rows.in_bulk(set(keys)) if keys else {}
    missing = {number: _no_such() for number, key in enumerate(keys) if key not in found}
    if missing:
        faults[name] = {number: {item: fault} if item else fault for number, fault in missing.items()}
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def _no_such() -> list[serializers.ErrorDetail]:
    return [serializers.ErrorDetail(_("There is no such row, or you may not use it."), "does_not_exist")]


class InteractionOutput(serializers.Serializer[Any]):
    """An interaction as it is given out. Describes `api.INTERACTIONS` in the schema."""

    id = serializers.UUIDField()
    revision = serializers.IntegerField(help_text="Rises with each change.")
    state = serializers.ChoiceField(choices=State.choices)
    account = serializers.UUIDField()
    attendees: serializers.ListSerializer[Any] = serializers.ListSerializer(child=Attendee())
    owner = serializers.UUIDField()
    starts_at = Moment()
    planned_for = Moment(allow_null=True, help_text="The start as it was planned first.")
    channel = serializers.ChoiceField(choices=Channel.choices)
    purpose = serializers.CharField()
    therapeutic_area = serializers.CharField()
    kind = serializers.ChoiceField(choices=Interaction.Kind.choices)
    initiative = serializers.ChoiceField(choices=Interaction.Initiative.choices)
    duration_minutes = serializers.IntegerField(allow_null=True)
    topics = serializers.ListField(child=serializers.UUIDField())
    materials = serializers.ListField(child=serializers.UUIDField())
    notes = serializers.CharField(allow_blank=True)
    needs_and_concerns = serializers.CharField(allow_blank=True)
    safety_answer = serializers.ChoiceField(choices=Interaction.SafetyAnswer.choices, allow_blank=True)
    version = serializers.IntegerField(help_text="0 until submitted; rises with each amendment.")
    submitted_at = Moment(allow_null=True)
    cancel_reason = serializers.CharField(allow_blank=True)
    created_at = Moment()
    updated_at = Moment()
