"""The REST resource `reports`: one's own, with the same numbers and rows as the page. Nobody makes one by hand."""

from apps.core.resources import Field, ReadableResource
from apps.dashboards import reading
from apps.dashboards.examples import EXAMPLES
from apps.dashboards.filters import ExactFilter
from apps.dashboards.models import Edition
from apps.dashboards.queries import editions_for
from apps.dashboards.serializers import ReportOutput

REPORTS = ReadableResource(
    name="reports",
    model=Edition,
    rows=editions_for,
    fields={
        "id": Field("id"),
        "report": Field("report"),
        "first_day": Field("first_day"),
        "last_day": Field("last_day"),
        "made_at": Field("created_at"),
        "parts": Field("id", expand=reading.parts, is_expanded=True),
        "created_at": Field("created_at"),
        "updated_at": Field("updated_at"),
    },
    filters=ExactFilter,
    sorts={
        "-first_day": ("-first_day", "-id"),
        "first_day": ("first_day", "id"),
        "id": ("id",),
        "-id": ("-id",),
    },
    default_sort="-first_day",
    output=ReportOutput,
    examples=EXAMPLES,
)
