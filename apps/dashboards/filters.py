"""What reports can be filtered by, as machines ask; the page has no filters."""

import django_filters

from apps.dashboards.models import Edition


class ExactFilter(django_filters.FilterSet):
    """Report and days of the period."""

    report = django_filters.CharFilter(label="Name of a report")
    first_day = django_filters.DateFilter(label="First day of the period")
    first_day__gte = django_filters.DateFilter(
        field_name="first_day", lookup_expr="gte", label="First day on or after"
    )
    first_day__lte = django_filters.DateFilter(
        field_name="first_day", lookup_expr="lte", label="First day on or before"
    )
    last_day = django_filters.DateFilter(label="Last day of the period")
    last_day__gte = django_filters.DateFilter(
        field_name="last_day", lookup_expr="gte", label="Last day on or after"
    )
    last_day__lte = django_filters.DateFilter(
        field_name="last_day", lookup_expr="lte", label="Last day on or before"
    )

    class Meta:
        model = Edition
        fields: list[str] = []
