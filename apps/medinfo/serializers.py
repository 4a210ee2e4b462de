"""The REST shape of a request: what is taken in, checked as the form checks it, and what is given out."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers

from apps.catalog.queries import areas_offered_to
from apps.core.inputs import Key, Moment
from apps.core.resources import StrictSerializer
from apps.directory.choices import Channel, countries, languages
from apps.interactions.models import Interaction
from apps.medinfo import queries
from apps.medinfo.models import MedicalRequest


def _wrong(attrs: dict[str, Any]) -> dict[str, Any]:
    """What is given and cannot be."""
    checks = (
        ("country", lambda value: value in dict(countries()), _("This is no country.")),
        ("language", lambda value: value in dict(languages()), _("This is no language.")),
        ("received_at", lambda value: value <= timezone.now(), _("This is in the future.")),
    )
    return {name: [words] for name, is_good, words in checks if name in attrs and not is_good(attrs[name])}


class RequestInput(StrictSerializer):
    """A question that the caller took in. With `is_unsolicited` true it is attested and submitted at once."""

    id = Key(required=False)
    kind = serializers.ChoiceField(
        choices=MedicalRequest.Kind.choices, default=MedicalRequest.Kind.MEDICAL.value
    )
    question = serializers.CharField(max_length=10_000)
    asker = serializers.UUIDField(help_text="Key of a stakeholder.")
    affiliation = serializers.UUIDField(required=False, allow_null=True, default=None)
    product = serializers.UUIDField(required=False, allow_null=True, default=None)
    therapeutic_area = serializers.CharField(
        max_length=40, required=False, default="", help_text="Code; not needed with `interaction`."
    )
    interaction = serializers.UUIDField(required=False, allow_null=True, default=None)
    country = serializers.CharField(max_length=2, help_text="ISO 3166-1 alpha-2.")
    language = serializers.CharField(max_length=2, help_text="ISO 639-1.")
    complexity = serializers.ChoiceField(
        choices=MedicalRequest.Complexity.choices, default=MedicalRequest.Complexity.STANDARD.value
    )
    volume = serializers.IntegerField(min_value=1, max_value=100, default=1)
    channel = serializers.ChoiceField(choices=Channel.choices)
    received_at = Moment()
    delivery = serializers.ChoiceField(
        choices=MedicalRequest.Delivery.choices, default=MedicalRequest.Delivery.EMAIL.value
    )
    is_unsolicited = serializers.BooleanField(
        default=False, help_text="The caller attests that nobody prompted the question."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Find the rows that are named; what the caller may not see is as good as not there."""
        rows = self._rows(attrs)
        missing = [_("There is no such row, or you may not use it.")]
        faults: dict[str, Any] = {name: missing for name, row in rows.items() if row is None and attrs[name]}
        if rows["therapeutic_area"] is None:
            faults["therapeutic_area"] = missing
        if faults := faults | _wrong(attrs):
            raise serializers.ValidationError(faults)
        return {**attrs, **rows}

    def _rows(self, attrs: dict[str, Any]) -> dict[str, Any]:
        user = self.context["request"].user
        interaction = _one(Interaction.objects.visible_to(user), attrs["interaction"])
        area = areas_offered_to(user).filter(code=attrs["therapeutic_area"]).first()
        if area is None and interaction is not None and not attrs["therapeutic_area"]:
            area = interaction.therapeutic_area
        return {
            "asker": _one(queries.askers_for(user), attrs["asker"]),
            "affiliation": _one(queries.affiliations_of(user, attrs["asker"]), attrs["affiliation"]),
            "product": _one(queries.products_offered_to(user), attrs["product"]),
            "interaction": interaction,
            "therapeutic_area": area,
        }


def _one(rows: Any, key: Any) -> Any:
    return rows.filter(pk=key).first() if key else None


class AnswerOutput(serializers.Serializer[Any]):
    """A version of an answer that was approved."""

    number = serializers.IntegerField()
    text = serializers.CharField()
    references = serializers.CharField(allow_blank=True)
    approved_at = Moment()
    delivered_at = Moment(allow_null=True)
    delivered_how = serializers.CharField(allow_blank=True)


class RequestChange(RequestInput):
    """What of a draft, or of a request that was returned, can be corrected."""

    id = asker = affiliation = product = None  # type: ignore[assignment]
    therapeutic_area = interaction = is_unsolicited = None  # type: ignore[assignment]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What is given is checked as for a new one."""
        if faults := _wrong(attrs):
            raise serializers.ValidationError(faults)
        return attrs


class RequestOutput(serializers.Serializer[Any]):
    """A request as it is given out. Describes `api.REQUESTS` in the schema."""

    id = serializers.UUIDField()
    revision = serializers.IntegerField(help_text="Rises with each change.")
    version = serializers.IntegerField(help_text="A closed request is reopened as the next version.")
    earlier = serializers.UUIDField(allow_null=True, help_text="The closed version before this one.")
    state = serializers.ChoiceField(choices=MedicalRequest.State.choices)
    kind = serializers.ChoiceField(choices=MedicalRequest.Kind.choices)
    question = serializers.CharField()
    asker = serializers.UUIDField()
    affiliation = serializers.UUIDField(allow_null=True)
    owner = serializers.UUIDField(help_text="Who took it in.")
    answerer = serializers.UUIDField(allow_null=True)
    product = serializers.UUIDField(allow_null=True)
    label_class = serializers.ChoiceField(choices=MedicalRequest.LabelClass.choices, allow_blank=True)
    therapeutic_area = serializers.CharField()
    interaction = serializers.UUIDField(allow_null=True)
    country = serializers.CharField()
    language = serializers.CharField()
    complexity = serializers.ChoiceField(choices=MedicalRequest.Complexity.choices)
    volume = serializers.IntegerField()
    channel = serializers.ChoiceField(choices=Channel.choices)
    received_at = Moment()
    delivery = serializers.ChoiceField(choices=MedicalRequest.Delivery.choices)
    attested_at = Moment(allow_null=True)
    submitted_at = Moment(allow_null=True)
    due_at = Moment(allow_null=True)
    routed_because = serializers.CharField(allow_blank=True)
    answered_at = Moment(allow_null=True)
    closed_at = Moment(allow_null=True)
    answers = AnswerOutput(many=True, help_text="Approved versions, the first one first.")
    created_at = Moment()
    updated_at = Moment()
