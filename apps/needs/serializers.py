"""The REST shape of a need: what is taken in, checked as the form checks it, and what is given out."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers

from apps.catalog.queries import areas_offered_to
from apps.core.inputs import Key, Moment
from apps.core.resources import StrictSerializer
from apps.interactions.models import Interaction
from apps.needs.models import UnmetNeed
from apps.needs.queries import people_with_needs


class NeedInput(StrictSerializer):
    """A need that the caller heard. With `interaction`, area and day are those of the talk unless they are given."""

    id = Key(required=False)
    kind = serializers.ChoiceField(choices=UnmetNeed.Kind.choices)
    reason = serializers.ChoiceField(
        choices=UnmetNeed.Reason.choices,
        required=False,
        allow_blank=True,
        default="",
        help_text="For critical feedback, and only for it.",
    )
    words = serializers.CharField(max_length=2_000)
    stakeholder = serializers.UUIDField()
    heard_on = serializers.DateField(required=False, allow_null=True, default=None)
    priority = serializers.ChoiceField(
        choices=UnmetNeed.Priority.choices, default=UnmetNeed.Priority.NORMAL.value
    )
    interaction = serializers.UUIDField(required=False, allow_null=True, default=None)
    therapeutic_area = serializers.CharField(
        max_length=40, required=False, default="", help_text="Code; not needed with `interaction`."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Find the rows that are named; what the caller may not see is as good as not there."""
        rows = self._rows(attrs)
        missing = [_("There is no such row, or you may not use it.")]
        faults: dict[str, Any] = {name: missing for name, row in rows.items() if row is None}
        if attrs["interaction"] is None:
            faults.pop("interaction", None)
        talk = rows["interaction"]
        heard_on = attrs["heard_on"] or timezone.localdate(talk.starts_at if talk else None)
        if heard_on > timezone.localdate():
            faults["heard_on"] = [_("This day is still to come.")]
        if (attrs["kind"] == UnmetNeed.Kind.CRITICAL_FEEDBACK) != bool(attrs["reason"]):
            faults["reason"] = [_("Critical feedback has a reason, other needs have none.")]
        if faults:
            raise serializers.ValidationError(faults)
        return {**attrs, **rows, "heard_on": heard_on}

    def _rows(self, attrs: dict[str, Any]) -> dict[str, Any]:
        user = self.context["request"].user
        talks: Any = Interaction.objects.visible_to(user)
        talk = talks.filter(pk=attrs["interaction"]).first() if attrs["interaction"] else None
        area = areas_offered_to(user).filter(code=attrs["therapeutic_area"]).first()
        return {
            "stakeholder": people_with_needs(user).filter(pk=attrs["stakeholder"]).first(),
            "interaction": talk,
            "therapeutic_area": area or (talk.therapeutic_area if talk else None),
        }


class NeedChange(NeedInput):
    """What of a need can be corrected. What is done with it goes through its page."""

    id = kind = reason = stakeholder = interaction = therapeutic_area = None  # type: ignore[assignment]
    heard_on = serializers.DateField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """It was heard today or before."""
        if "heard_on" in attrs and attrs["heard_on"] > timezone.localdate():
            raise serializers.ValidationError({"heard_on": [_("This day is still to come.")]})
        return attrs


class NeedOutput(serializers.Serializer[Any]):
    """A need as it is given out. Describes `api.NEEDS` in the schema."""

    id = serializers.UUIDField()
    revision = serializers.IntegerField(help_text="Rises with each change.")
    state = serializers.ChoiceField(choices=UnmetNeed.State.choices)
    kind = serializers.ChoiceField(choices=UnmetNeed.Kind.choices)
    reason = serializers.ChoiceField(choices=UnmetNeed.Reason.choices, allow_blank=True)
    words = serializers.CharField()
    stakeholder = serializers.UUIDField()
    recorded_by = serializers.UUIDField()
    owner = serializers.UUIDField(allow_null=True)
    interaction = serializers.UUIDField(allow_null=True)
    therapeutic_area = serializers.CharField()
    heard_on = serializers.DateField()
    priority = serializers.ChoiceField(choices=UnmetNeed.Priority.choices)
    answer = serializers.CharField(allow_blank=True)
    answered_on = serializers.DateField(allow_null=True)
    confirmation = serializers.CharField(allow_blank=True)
    close_reason = serializers.CharField(allow_blank=True)
    closed_on = serializers.DateField(allow_null=True)
    created_at = Moment()
    updated_at = Moment()
