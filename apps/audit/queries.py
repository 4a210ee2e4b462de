"""What oversight has read, viewer first."""

from typing import Any

from django.db.models import QuerySet

from apps.audit.models import Reading
from apps.audit.policies import may_read_readings


def readings_for(user: Any) -> QuerySet[Reading]:
    """Each page with content that oversight opened."""
    readings = Reading.objects.select_related("reader")
    return readings if may_read_readings(user) else readings.none()
