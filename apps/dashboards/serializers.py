"""The REST shape of a report: numbers as they were, rows as they are."""

from typing import Any

from rest_framework import serializers

from apps.core.inputs import Moment


class ReportRow(serializers.Serializer[Any]):
    """A row behind a number, as it reads now."""

    link = serializers.URLField(help_text="Its page.")
    words = serializers.CharField()
    detail = serializers.CharField()


class ReportLine(serializers.Serializer[Any]):
    """One number."""

    name = serializers.CharField()
    title = serializers.CharField()
    count = serializers.IntegerField(help_text="As it was when the report was made.")
    rows = ReportRow(many=True, help_text="As they are now, as far as the caller may still see them.")
    hidden = serializers.IntegerField(
        help_text="Counted then and not shown: seen no longer by the caller, or too many."
    )


class ReportPart(serializers.Serializer[Any]):
    """One card."""

    name = serializers.CharField()
    title = serializers.CharField()
    lines = ReportLine(many=True)


class ReportOutput(serializers.Serializer[Any]):
    """A report as it is given out. Describes `api.REPORTS` in the schema."""

    id = serializers.UUIDField()
    report = serializers.CharField(help_text="Its name, such as `weekly`.")
    first_day = serializers.DateField(help_text="Of the period that it is about.")
    last_day = serializers.DateField(help_text="Of the period that it is about.")
    made_at = Moment()
    parts = ReportPart(
        many=True, allow_null=True, help_text="Null for a report of a kind that is made no longer."
    )
    created_at = Moment()
    updated_at = Moment(
        help_text="A report does not change: rows behind its numbers do, and do not move this."
    )
