"""The REST shape of committees, seats and ties: what is taken in, and what is given out."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from apps.core.inputs import Key, Moment
from apps.core.resources import StrictSerializer
from apps.directory.choices import Evidence
from apps.directory.queries import accounts_for, stakeholders_for
from apps.influence.choices import CommitteeKind, SeatRole, TieKind
from apps.influence.models import Committee


class _RowsInput(StrictSerializer):
    """Fields that name rows by key; what the caller may not see is as good as not there."""

    id = Key(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Put the rows in the place of their keys."""
        user = self.context["request"].user
        readable = {
            "account": accounts_for(user),
            "committee": Committee.objects.visible_to(user).select_related("account"),
            **dict.fromkeys(("stakeholder", "towards"), stakeholders_for(user)),
        }
        found = {
            name: readable[name].filter(pk=attrs[name]).first() for name in readable.keys() & attrs.keys()
        }
        if missing := [name for name, row in found.items() if row is None]:
            text = [_("There is no such row, or you may not use it.")]
            raise serializers.ValidationError(dict.fromkeys(missing, text))
        return {**attrs, **found}


class CommitteeInput(_RowsInput):
    """A committee of an account."""

    account = serializers.UUIDField()
    name = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(choices=CommitteeKind.choices)


class SeatInput(_RowsInput):
    """Who sits in a committee."""

    committee = serializers.UUIDField()
    stakeholder = serializers.UUIDField()
    role = serializers.ChoiceField(choices=SeatRole.choices)
    started_on = serializers.DateField(required=False, allow_null=True, default=None)
    ended_on = serializers.DateField(required=False, allow_null=True, default=None)


class TieInput(_RowsInput):
    """How one stakeholder stands to another."""

    stakeholder = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=TieKind.choices, help_text="Read from `stakeholder` to `towards`.")
    towards = serializers.UUIDField(help_text="Key of another stakeholder.")
    evidence = serializers.ChoiceField(choices=Evidence.choices)
    reviewed_on = serializers.DateField(required=False, allow_null=True, default=None)


class _Output(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    revision = serializers.IntegerField(help_text="Rises with each change.")
    ended_on = serializers.DateField(allow_null=True, help_text="Since when it is off the map.")
    created_at = Moment()
    updated_at = Moment()


class CommitteeOutput(_Output):
    """A committee as it is given out. Describes `api.COMMITTEES` in the schema."""

    account = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=CommitteeKind.choices)


class SeatOutput(_Output):
    """A seat as it is given out. Describes `api.SEATS` in the schema."""

    committee = serializers.UUIDField()
    stakeholder = serializers.UUIDField()
    role = serializers.ChoiceField(choices=SeatRole.choices)
    started_on = serializers.DateField(allow_null=True)


class TieOutput(_Output):
    """A tie as it is given out. Describes `api.TIES` in the schema."""

    stakeholder = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=TieKind.choices)
    towards = serializers.UUIDField()
    evidence = serializers.ChoiceField(choices=Evidence.choices)
    reviewed_on = serializers.DateField(allow_null=True)
