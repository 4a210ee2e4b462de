"""The REST shape of a plan: what is taken in, and what is given out."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from apps.accountplans import queries
from apps.accountplans.models import AccountPlan
from apps.core.inputs import Key, Moment
from apps.core.resources import StrictSerializer

MOST = 100


class PlanInput(StrictSerializer):
    """A plan that the caller begins and leads. Compliance is asked with `reviews`."""

    id = Key(required=False)
    account = serializers.UUIDField()
    first_day = serializers.DateField()
    last_day = serializers.DateField(help_text="After `first_day`.")
    stakeholders = serializers.ListField(
        child=serializers.UUIDField(), max_length=MOST, required=False, default=list
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Find the rows that are named; what the caller may not see is as good as not there."""
        user, keys = self.context["request"].user, set(attrs["stakeholders"])
        account = queries.accounts_for(user).filter(pk=attrs["account"]).first()
        people = list(queries.stakeholders_for(user).filter(pk__in=keys))
        missing = [_("There is no such row, or you may not use it.")]
        faults = {} if account else {"account": missing}
        if len(people) != len(keys):
            faults["stakeholders"] = missing
        if faults:
            raise serializers.ValidationError(faults)
        return {**attrs, "account": account, "stakeholders": people}


class PlanOutput(serializers.Serializer[Any]):
    """A plan as it is given out: the shared part alone. Describes `api.ACCOUNT_PLANS` in the schema."""

    id = serializers.UUIDField()
    revision = serializers.IntegerField(help_text="Rises with each change.")
    state = serializers.ChoiceField(choices=AccountPlan.State.choices)
    account = serializers.UUIDField()
    owner = serializers.UUIDField()
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    stakeholders = serializers.ListField(child=serializers.UUIDField())
    team = serializers.ListField(child=serializers.UUIDField())
    goals = serializers.ListField(child=serializers.CharField())
    archived_at = Moment(allow_null=True)
    created_at = Moment()
    updated_at = Moment()
