"""The REST shape of a commitment: what is taken in, checked as the form checks it, and what is given out."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from apps.catalog.queries import areas_offered_to
from apps.core.dates import YEARS
from apps.core.inputs import Key, Moment
from apps.core.resources import StrictSerializer
from apps.followups.models import Commitment
from apps.followups.queries import colleagues_for, people_to_promise_to
from apps.interactions.models import Interaction


class Day(serializers.DateField):
    """A day that somebody can mean, as in forms."""

    default_error_messages = {"out_of_range": gettext_lazy("Must be before 2200.")}

    def to_internal_value(self, value: Any) -> date:
        """Refuse days near the end of the calendar, from which nothing can be counted on."""
        found: date = super().to_internal_value(value)
        if found.year not in YEARS:
            self.fail("out_of_range")
        return found


class CommitmentInput(StrictSerializer):
    """A new promise of the caller's. With `interaction`, the therapeutic area is that of the talk."""

    id = Key(required=False)
    what = serializers.CharField(max_length=300)
    stakeholder = serializers.UUIDField()
    due_on = Day()
    priority = serializers.ChoiceField(
        choices=Commitment.Priority.choices, default=Commitment.Priority.NORMAL.value
    )
    interaction = serializers.UUIDField(required=False, allow_null=True, default=None)
    therapeutic_area = serializers.CharField(
        max_length=40, required=False, default="", help_text="Code; not needed with `interaction`."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Find the rows that are named; what the caller may not see is as good as not there."""
        user, faults = self.context["request"].user, dict[str, Any]()
        stakeholder = people_to_promise_to(user).filter(pk=attrs["stakeholder"]).first()
        interaction = (
            Interaction.objects.visible_to(user).filter(pk=attrs["interaction"]).first()
            if attrs["interaction"]
            else None
        )
        area = areas_offered_to(user).filter(code=attrs["therapeutic_area"]).first()
        area = area or (interaction.therapeutic_area if interaction else None)
        named = {
            "stakeholder": stakeholder,
            "interaction": interaction or attrs["interaction"] is None,
            "therapeutic_area": area,
        }
        missing = [_("There is no such row, or you may not use it.")]
        faults |= {name: missing for name, row in named.items() if not row}
        if attrs["due_on"] < timezone.localdate():
            faults["due_on"] = [_("Choose a day to come.")]
        if faults:
            raise serializers.ValidationError(faults)
        return {**attrs, "stakeholder": stakeholder, "interaction": interaction, "therapeutic_area": area}


class CommitmentChange(CommitmentInput):
    """What of a promise can be corrected. To whom it was made stays; who keeps it is a step."""

    id = stakeholder = interaction = therapeutic_area = None  # type: ignore[assignment]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A day that is given is one to come."""
        if "due_on" in attrs and attrs["due_on"] < timezone.localdate():
            raise serializers.ValidationError({"due_on": [_("Choose a day to come.")]})
        return attrs


class KeepInput(StrictSerializer):
    """How it was kept: one of them at least."""

    evidence = serializers.CharField(max_length=5_000, required=False, default="", allow_blank=True)
    sent_material = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)
    sent_on = serializers.DateField(required=False, allow_null=True, default=None)
    link = serializers.URLField(max_length=500, required=False, default="", allow_blank=True)


class CancelInput(StrictSerializer):
    """Why it is not kept."""

    reason = serializers.CharField(max_length=5_000)


class SnoozeInput(StrictSerializer):
    """When to be reminded again."""

    until = Day()


class HandOverInput(StrictSerializer):
    """Who keeps it instead."""

    to = serializers.UUIDField(help_text="Key of a user.")

    def validate_to(self, value: Any) -> Any:
        """The colleague. Raises ValidationError for who cannot take it."""
        found = colleagues_for(self.context["request"].user).filter(pk=value).first()
        if found is None:
            raise serializers.ValidationError(_("There is no such row, or you may not use it."))
        return found


class ReopenInput(StrictSerializer):
    """Nothing: it is open again."""


class CommitmentOutput(serializers.Serializer[Any]):
    """A commitment as it is given out. Describes `api.COMMITMENTS` in the schema."""

    id = serializers.UUIDField()
    revision = serializers.IntegerField(help_text="Rises with each change.")
    state = serializers.ChoiceField(choices=Commitment.State.choices)
    what = serializers.CharField()
    stakeholder = serializers.UUIDField()
    owner = serializers.UUIDField()
    interaction = serializers.UUIDField(allow_null=True)
    therapeutic_area = serializers.CharField()
    due_on = serializers.DateField()
    priority = serializers.ChoiceField(choices=Commitment.Priority.choices)
    snoozed_until = serializers.DateField(allow_null=True)
    evidence = serializers.CharField(allow_blank=True)
    evidence_link = serializers.URLField(allow_blank=True)
    sent_material = serializers.CharField(allow_blank=True)
    sent_on = serializers.DateField(allow_null=True)
    evidence_file_name = serializers.CharField(allow_blank=True)
    cancel_reason = serializers.CharField(allow_blank=True)
    closed_on = serializers.DateField(allow_null=True)
    created_at = Moment()
    updated_at = Moment()
