"""The REST shape of a review: what is asked and decided, and what is given out."""

from typing import Any

from rest_framework import serializers

from apps.core.inputs import Key, Moment
from apps.core.resources import StrictSerializer
from apps.reviews.models import ReviewRequest


class ReviewInput(StrictSerializer):
    """A review that the caller asks for."""

    id = Key(required=False)
    subject_kind = serializers.ChoiceField(choices=ReviewRequest.SubjectKind.choices)
    subject_id = serializers.UUIDField(help_text="Key of the plan, the visit and so on.")
    wanted_by = serializers.DateField(help_text="Today or later.")


class ApproveInput(StrictSerializer):
    """Approving needs no words."""

    words = serializers.CharField(max_length=2_000, required=False, allow_blank=True, default="")


class RefuseInput(StrictSerializer):
    """Returning needs a question, rejecting a reason. Both functions can read it."""

    words = serializers.CharField(max_length=2_000)


class ReviewOutput(serializers.Serializer[Any]):
    """A review as it is given out. Describes `api.REVIEWS` in the schema."""

    id = serializers.UUIDField()
    revision = serializers.IntegerField(help_text="Rises with each change.")
    subject_kind = serializers.ChoiceField(choices=ReviewRequest.SubjectKind.choices)
    subject_id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=ReviewRequest.State.choices)
    asked_by = serializers.UUIDField()
    asked_at = Moment()
    wanted_by = serializers.DateField()
    words = serializers.CharField(allow_blank=True)
    decided_by = serializers.UUIDField(allow_null=True)
    decided_at = Moment(allow_null=True)
    created_at = Moment()
    updated_at = Moment()
