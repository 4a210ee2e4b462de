"""The REST shape of what is known of accounts and of collisions."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from apps.coordination.models import CriticalEvent, DoNotVisitWindow
from apps.core.inputs import Key, Moment
from apps.core.resources import StrictSerializer
from apps.directory.models import Account


class OfAccount(StrictSerializer):
    """What both kinds have in common."""

    id = Key(required=False)
    account = serializers.UUIDField()
    starts_on = serializers.DateField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Find the account; what the caller may not see is as good as not there."""
        place = Account.objects.visible_to(self.context["request"].user).filter(pk=attrs["account"]).first()
        if place is None:
            fault = serializers.ErrorDetail(
                _("There is no such row, or you may not use it."), "does_not_exist"
            )
            raise serializers.ValidationError({"account": [fault]})
        return {**attrs, "account": place}


class EventInput(OfAccount):
    """A critical event of an account."""

    kind = serializers.ChoiceField(choices=CriticalEvent.Kind.choices)
    ends_on = serializers.DateField(
        required=False, allow_null=True, default=None, help_text="Only if it takes several days."
    )


class WindowInput(OfAccount):
    """Days on which nobody should come."""

    reason = serializers.ChoiceField(choices=DoNotVisitWindow.Reason.choices)
    ends_on = serializers.DateField()


class EventChange(StrictSerializer):
    """What of an event can be corrected."""

    kind = serializers.ChoiceField(choices=CriticalEvent.Kind.choices)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)


class WindowChange(StrictSerializer):
    """What of a window can be corrected."""

    reason = serializers.ChoiceField(choices=DoNotVisitWindow.Reason.choices)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class NothingInput(StrictSerializer):
    """A step that needs nothing to be said."""


class ContextOutput(serializers.Serializer[Any]):
    """What both kinds give out."""

    id = serializers.UUIDField()
    revision = serializers.IntegerField(help_text="Rises with each change.")
    account = serializers.UUIDField()
    starts_on = serializers.DateField()
    recorded_by = serializers.UUIDField()
    archived_at = Moment(allow_null=True)
    created_at = Moment()
    updated_at = Moment()


class EventOutput(ContextOutput):
    """A critical event as it is given out. Describes `api.EVENTS` in the schema."""

    kind = serializers.ChoiceField(choices=CriticalEvent.Kind.choices)
    ends_on = serializers.DateField(allow_null=True)


class WindowOutput(ContextOutput):
    """A do-not-visit window as it is given out. Describes `api.WINDOWS` in the schema."""

    reason = serializers.ChoiceField(choices=DoNotVisitWindow.Reason.choices)
    ends_on = serializers.DateField()


class CollisionOutput(serializers.Serializer[Any]):
    """A collision of the caller's own contact with one of the other function. Describes `api.COLLISIONS`."""

    id = serializers.UUIDField()
    touchpoint = serializers.UUIDField(help_text="The caller's own contact.")
    other_touchpoint = serializers.UUIDField(help_text="The contact of the other function.")
    is_same_account = serializers.BooleanField()
    is_same_person = serializers.BooleanField(
        allow_null=True, help_text="Null where the caller may not know whom the other function meets."
    )
    found_at = Moment()
    closed_at = Moment(allow_null=True)
    created_at = Moment()
    updated_at = Moment()
