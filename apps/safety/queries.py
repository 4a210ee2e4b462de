"""Reading safety items and their clocks, viewer first."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from apps.safety.models import SafetyItem
from apps.users.models import User

#: Hours from first awareness until an item must have been forwarded.
DEFAULT_LIMIT = 24


def items_for(user: User) -> QuerySet[SafetyItem]:
    """Every item this person may read, with who reported it."""
    items: QuerySet[SafetyItem] = SafetyItem.objects.visible_to(user)
    return items.select_related("reported_by")


def limit_hours() -> int:
    """How many hours there are from awareness to forwarding (`SAFETY_LIMIT_HOURS`)."""
    return int(getattr(settings, "SAFETY_LIMIT_HOURS", DEFAULT_LIMIT))


def hours_taken(item: SafetyItem, now: datetime | None = None) -> int:
    """Whole hours since awareness: until forwarded, or until now while the clock runs."""
    end = item.forwarded_at or (item.updated_at if is_settled(item) else now or timezone.now())
    return max(0, int((end - item.aware_at) / timedelta(hours=1)))


def is_settled(item: SafetyItem) -> bool:
    """Whether the clock stands: forwarded, or found not to be a report."""
    return item.state not in {SafetyItem.State.FLAGGED, SafetyItem.State.CONFIRMED}


def is_late(item: SafetyItem) -> bool:
    """Whether the limit was missed, or is being missed now."""
    end = item.forwarded_at or timezone.now()
    if item.state == SafetyItem.State.NOT_A_REPORT:
        return False
    return end - item.aware_at > timedelta(hours=limit_hours())
