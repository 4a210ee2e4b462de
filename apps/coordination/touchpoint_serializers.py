"""The REST shape of a contact. What the disclosure policy hides from the caller's function is null."""

from typing import Any

from rest_framework import serializers

from apps.coordination.models import Touchpoint
from apps.core.inputs import Moment
from apps.directory.choices import Channel, ChannelClass


class ToldAttendee(serializers.Serializer[Any]):
    """Who takes part."""

    stakeholder = serializers.UUIDField()


class TouchpointOutput(serializers.Serializer[Any]):
    """A contact as it is given out. Describes `api.TOUCHPOINTS` in the schema."""

    id = serializers.UUIDField()
    revision = serializers.IntegerField(help_text="Rises with each change.")
    state = serializers.ChoiceField(choices=Touchpoint.State.choices)
    function = serializers.ChoiceField(choices=Touchpoint.Function.choices, help_text="Whose contact it is.")
    account = serializers.UUIDField()
    attendees: serializers.ListSerializer[Any] = serializers.ListSerializer(child=ToldAttendee())
    has_hidden_attendees = serializers.BooleanField(help_text="Whether only the account is told.")
    owner = serializers.UUIDField(allow_null=True, help_text="Null where only the function is told.")
    starts_at = Moment(allow_null=True, help_text="Null where only the day or week is told.")
    starts_on = serializers.DateField(help_text="The day in the owner's zone, or the Monday of its week.")
    precision = serializers.ChoiceField(
        choices=["time", "day", "week"], help_text="What is told of the time; lists are sorted by no more."
    )
    channel = serializers.ChoiceField(choices=Channel.choices)
    channel_class = serializers.ChoiceField(choices=ChannelClass.choices)
    purpose = serializers.CharField(help_text="Code of the purpose class.")
    created_at = Moment(allow_null=True, help_text="Null where the time of the contact is not told.")
    updated_at = Moment(allow_null=True, help_text="Null where the time of the contact is not told.")
