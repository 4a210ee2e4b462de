"""The REST shape of a hand-off: what is taken in, checked as the form checks it, and what both sides are given."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from apps.catalog.models import Product
from apps.core.inputs import Key, Moment
from apps.core.resources import StrictSerializer
from apps.directory.choices import Channel
from apps.handoffs import queries
from apps.handoffs.models import Handoff
from apps.intake.models import Handling
from apps.interactions.models import Interaction
from apps.users.models import User


class HandoffInput(StrictSerializer):
    """A hand-off of the caller."""

    id = Key(required=False)
    stakeholder = serializers.UUIDField(help_text="Somebody who may be contacted.")
    account = serializers.UUIDField()
    wanted = serializers.ChoiceField(choices=Handoff.Wanted.choices)
    urgency = serializers.ChoiceField(choices=Handoff.Urgency.choices, default=Handoff.Urgency.SOON.value)
    channel = serializers.ChoiceField(choices=Channel.choices, required=False, allow_blank=True, default="")
    therapeutic_area = serializers.CharField(max_length=40, help_text="Code.")
    product = serializers.UUIDField(required=False, allow_null=True, default=None)
    words = serializers.CharField(max_length=2_000, help_text="The stakeholder's own words.")
    language = serializers.RegexField("^[a-z]{2}$", required=False, allow_blank=True, default="")
    is_unsolicited = serializers.BooleanField(help_text="Attested by the caller; must be true.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Find the rows that are named; what the caller may not see or use is as good as not there."""
        rows = self._rows(attrs)
        missing = [_("There is no such row, or you may not use it.")]
        faults: dict[str, Any] = {name: missing for name, row in rows.items() if row is None}
        if attrs["product"] is None:
            faults.pop("product", None)
        if not attrs["is_unsolicited"]:
            faults["is_unsolicited"] = [_("Only what somebody asked unprompted can be handed over.")]
        if faults:
            raise serializers.ValidationError(faults)
        return {**attrs, **rows}

    def _rows(self, attrs: dict[str, Any]) -> dict[str, Any]:
        user = self.context["request"].user
        product = (
            Product.objects.filter(pk=attrs["product"], is_active=True).first() if attrs["product"] else None
        )
        return {
            "stakeholder": queries.stakeholders_for(user).filter(pk=attrs["stakeholder"]).first(),
            "account": queries.accounts_for(user).filter(pk=attrs["account"]).first(),
            "therapeutic_area": queries.areas().filter(code=attrs["therapeutic_area"]).first(),
            "product": product,
        }


class NothingInput(StrictSerializer):
    """A step that needs no words."""


class GiveInput(StrictSerializer):
    """To whom."""

    to = serializers.UUIDField(help_text="Key of a medical colleague.")

    def validate_to(self, value: Any) -> User:
        """Whether they may have it, the action says."""
        found = User.objects.filter(pk=value, is_active=True).first()
        if found is None:
            raise serializers.ValidationError(_("There is no such row, or you may not use it."))
        return found


class DeclineInput(StrictSerializer):
    """Why not. The commercial side sees neither."""

    reason = serializers.ChoiceField(choices=Handling.DeclineReason.choices)
    note = serializers.CharField(max_length=2_000, required=False, allow_blank=True, default="")


class FinishInput(StrictSerializer):
    """In which talk, if in one. The commercial side sees that it is done."""

    interaction = serializers.UUIDField(required=False, allow_null=True, default=None)
    note = serializers.CharField(max_length=2_000, required=False, allow_blank=True, default="")

    def validate_interaction(self, value: Any) -> Interaction | None:
        """One that the caller may read."""
        if value is None:
            return None
        rows: Any = Interaction.objects.visible_to(self.context["request"].user)
        found: Interaction | None = rows.filter(pk=value).first()
        if found is None:
            raise serializers.ValidationError(_("There is no such row, or you may not use it."))
        return found


class HandoffOutput(serializers.Serializer[Any]):
    """A hand-off as it is given out: the same to both sides. Describes `api.HANDOFFS` in the schema."""

    id = serializers.UUIDField()
    revision = serializers.IntegerField(help_text="Rises with each change.")
    state = serializers.ChoiceField(choices=Handoff.State.choices)
    stakeholder = serializers.UUIDField()
    account = serializers.UUIDField()
    wanted = serializers.ChoiceField(choices=Handoff.Wanted.choices)
    urgency = serializers.ChoiceField(choices=Handoff.Urgency.choices)
    channel = serializers.ChoiceField(choices=Channel.choices, allow_blank=True)
    therapeutic_area = serializers.CharField()
    product = serializers.UUIDField(allow_null=True)
    words = serializers.CharField()
    language = serializers.CharField(allow_blank=True)
    country = serializers.CharField(allow_blank=True)
    asked_by = serializers.UUIDField()
    asked_at = Moment()
    attested_at = Moment()
    due_at = Moment()
    accepted_on = serializers.DateField(allow_null=True, help_text="The day alone is told, in UTC.")
    ended_on = serializers.DateField(allow_null=True, help_text="The day alone is told, in UTC.")
    created_at = Moment()
    updated_at = Moment(
        allow_null=True,
        help_text="Null once it was answered: `updated_since` then counts by whole days in UTC.",
    )
