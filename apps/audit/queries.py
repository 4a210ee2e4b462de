"""What oversight has read, viewer first."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from apps.audit.models import DeniedAttempt, Reading
from apps.audit.policies import may_read_readings


def readings_for(user: Any) -> QuerySet[Reading]:
    """Each page with content that oversight opened."""
    readings = Reading.objects.select_related("reader", "viewed_as")
    return readings if may_read_readings(user) else readings.none()


def denials_for(user: Any) -> QuerySet[DeniedAttempt]:
    """Each attempt that was refused, with who tried."""
    attempts = DeniedAttempt.objects.select_related("user")
    return attempts if may_read_readings(user) else attempts.none()


def denials_by_day(user: Any, days: int) -> list[Any]:
    """How many attempts of each kind there were on each of the last days, the newest first: day, kind, side, count."""
    since = timezone.now() - timedelta(days=days)
    counted = denials_for(user).filter(created_at__gte=since).annotate(day=TruncDate("created_at"))
    return list(
        counted.order_by("-day", "kind", "user_side")
        .values("day", "kind", "user_side")
        .annotate(count=Count("id"))
    )
