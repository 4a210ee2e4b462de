"""What the REST resource reads besides columns: the approved versions of an answer, in the same statement."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, OuterRef, Value
from django.db.models.functions import JSONObject

from apps.medinfo.models import Answer


def _moment(column: str) -> Func:
    """Within a document the database writes times itself."""
    return Func(column, Value('YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), function="to_char")


APPROVED = Answer.objects.filter(request=OuterRef("pk"), approved_at__isnull=False).order_by("number")
ANSWERS = ArraySubquery(
    APPROVED.values(
        document=JSONObject(
            number="number",
            text="text",
            references="sources",
            approved_at=_moment("approved_at"),
            delivered_at=_moment("delivered_at"),
            delivered_how="delivered_how",
        )
    )
)
