"""Contacts of both functions near each other, as the tests of collisions and of the context plan them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from apps.coordination.actions import plan_touchpoint
from apps.coordination.models import CollisionNotice, Touchpoint
from apps.core.models import new_id
from apps.users.models import User

Details = Callable[..., dict[str, Any]]


def in_days(days: float) -> datetime:
    """A moment to come, at a whole minute."""
    return timezone.now().replace(second=0, microsecond=0) + timedelta(days=days)


def plan(by: User, details: Details, *, days: float = 3, **changes: Any) -> Touchpoint:
    """Plan a contact so many days from now."""
    return plan_touchpoint(by=by, id=new_id(), **details(starts_at=in_days(days), **changes))


def pairs() -> list[set[Any]]:
    """The open collisions, as pairs of keys."""
    return [{row.first_id, row.second_id} for row in CollisionNotice.objects.open()]
