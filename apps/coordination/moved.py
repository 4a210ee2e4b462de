"""Contacts of accounts that were put elsewhere in the tree are looked around anew, in the background: whoever moves a
branch, or imports where branches hang, does not wait for it.

The history of the accounts is the job. How far the last look came stands in the cache; when the cache forgets, the
moves of the last two days are looked at again, which changes nothing.
"""

import uuid
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone

from apps.coordination.models import Touchpoint
from apps.coordination.models.collisions import MOST_DAYS
from apps.coordination.recorded import AS_FAR_BACK, MARGIN, look_around_each
from apps.directory.moves import last_change_of_account_before, moved_accounts_since
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side

MARK = "coordination:looked_at_moves_until"


def look_around_moved() -> None:
    """Close the collisions that a move ended, and write down and tell those that it made. Safe to run twice, also at
    once. Moves of the last minutes are looked at again: a contact may have been planned while the branch moved."""
    began = timezone.now()
    with acting_as(Side.MEDICAL):
        since = cache.get(MARK)
        if since is None:
            since = last_change_of_account_before(began - AS_FAR_BACK)
        moved = moved_accounts_since(since)
        keys = list(_ahead_at(moved).values_list("pk", "function")) if moved else []
        until = last_change_of_account_before(began - MARGIN)
    look_around_each(keys)
    cache.set(MARK, until, timeout=None)


def _ahead_at(accounts: Collection[uuid.UUID]) -> "QuerySet[Any]":
    """Contacts to come, and those that may still be close to one: of two that collide by the tree, one is in it."""
    near = Touchpoint.objects.filter(starts_at__gte=timezone.now() - timedelta(days=MOST_DAYS))
    found: QuerySet[Any] = near.filter(account__in=accounts).exclude(state=Touchpoint.State.CANCELLED)
    return found.order_by("pk")
