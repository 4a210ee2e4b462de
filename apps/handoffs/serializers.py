"""The REST shape of a joint visit: what is taken in, checked as the form checks it, and what is given out."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from apps.core.inputs import Key, Moment
from apps.core.resources import StrictSerializer
from apps.handoffs import queries
from apps.handoffs.models import JointVisit

MOST = 20


class JointVisitInput(StrictSerializer):
    """A joint visit that the caller asks for. Compliance is asked with `reviews`."""

    id = Key(required=False)
    partner = serializers.UUIDField(help_text="Key of a colleague of the other function.")
    account = serializers.UUIDField()
    stakeholders = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=MOST)
    starts_at = Moment()
    purpose = serializers.ChoiceField(choices=JointVisit.Purpose.choices)
    justification = serializers.CharField(max_length=500)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Find the rows that are named; what the caller may not see or use is as good as not there."""
        user, keys = self.context["request"].user, set(attrs["stakeholders"])
        rows: dict[str, Any] = {
            "partner": queries.partners_for(user).filter(pk=attrs["partner"]).first(),
            "account": queries.accounts_for(user).filter(pk=attrs["account"]).first(),
            "stakeholders": list(queries.stakeholders_for(user).filter(pk__in=keys)),
        }
        missing = [_("There is no such row, or you may not use it.")]
        faults = {name: missing for name in ("partner", "account") if rows[name] is None}
        if len(rows["stakeholders"]) != len(keys):
            faults["stakeholders"] = missing
        if faults:
            raise serializers.ValidationError(faults)
        return {**attrs, **rows}


class JointVisitOutput(serializers.Serializer[Any]):
    """A joint visit as it is given out. Describes `api.JOINT_VISITS` in the schema."""

    id = serializers.UUIDField()
    revision = serializers.IntegerField(help_text="Rises with each change.")
    state = serializers.ChoiceField(choices=JointVisit.State.choices)
    asked_by = serializers.UUIDField()
    partner = serializers.UUIDField()
    account = serializers.UUIDField()
    stakeholders = serializers.ListField(child=serializers.UUIDField())
    starts_at = Moment()
    purpose = serializers.ChoiceField(choices=JointVisit.Purpose.choices)
    justification = serializers.CharField()
    medical_touchpoint = serializers.UUIDField(allow_null=True)
    commercial_touchpoint = serializers.UUIDField(allow_null=True)
    created_at = Moment()
    updated_at = Moment()
