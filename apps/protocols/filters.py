"""What protocols can be filtered by."""

import django_filters

from apps.protocols.models import Protocol, ProtocolVersion


class ProtocolFilter(django_filters.FilterSet):
    """By whom it is for, and when it is to be reviewed."""

    audience = django_filters.ChoiceFilter(
        field_name="protocol__audience", choices=Protocol.Audience.choices, label="Who has to acknowledge it"
    )
    protocol = django_filters.UUIDFilter(field_name="protocol_id", label="Key of a protocol")
    review_on__lte = django_filters.DateFilter(
        field_name="review_on", lookup_expr="lte", label="To be reviewed on or before"
    )

    class Meta:
        model = ProtocolVersion
        fields: list[str] = []
