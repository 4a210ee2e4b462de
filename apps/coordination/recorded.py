"""Contacts that were over when they were recorded are looked around in the background: who logs one does not wait.

The rows are the job, since their keys sort by when they were made. How far the last look came stands in the cache; when
the cache forgets, the last two days are looked at again, which changes nothing.
"""

import logging
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone

from apps.coordination.models import Touchpoint
from apps.coordination.models.collisions import MOST_DAYS
from apps.coordination.noticing import notice_collisions
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side

logger = logging.getLogger(__name__)
MARK = "coordination:looked_around_until"
AS_FAR_BACK = timedelta(days=2)
#: A contact is visible once its transaction is committed, which may be after one that was made later.
MARGIN = timedelta(minutes=2)


def look_around_recorded() -> None:
    """Write down and tell the collisions of what was recorded since the last look. Safe to run twice, also at once."""
    began = timezone.now()
    since = cache.get(MARK) or began - AS_FAR_BACK
    with acting_as(Side.MEDICAL):
        keys = list(_recorded_since(since).values_list("pk", "function"))
    look_around_each(keys)
    cache.set(MARK, began - MARGIN, timeout=None)


def look_around_each(keys: Iterable[tuple[uuid.UUID, str]]) -> None:
    """Contacts by key and function, each in a short transaction on the side of its owner."""
    for key, function in keys:
        _look_around(key, Side(function))


def _look_around(key: uuid.UUID, side: Side) -> None:
    """One contact. What fails is logged and left, so that it holds up no other."""
    try:
        with acting_as(side):
            notice_collisions(Touchpoint.objects.select_related("account").get(pk=key))
    except Exception:
        logger.exception("The surroundings of contact %s could not be looked at.", key)


def _recorded_since(since: datetime) -> "QuerySet[Any]":
    """By the index of keys: a UUIDv7 begins with its milliseconds. What lies too far back, as in an import, is near
    nothing that is still to come."""
    first = uuid.UUID(int=int(since.timestamp() * 1000) << 80)
    oldest = timezone.now() - timedelta(days=MOST_DAYS)
    rows = Touchpoint.objects.filter(pk__gte=first, state=Touchpoint.State.HELD, starts_at__gte=oldest)
    return rows.order_by("pk")
