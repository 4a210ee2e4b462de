"""Routing what has just come over the wall. A sweep: whoever hands over may not write on this side."""

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.handoffs.models import Handoff
from apps.intake import telling
from apps.intake.models import Handling
from apps.intake.routing import route

logger = logging.getLogger(__name__)
BATCH = 100


def route_waiting() -> int:
    """Say of each new hand-off where it goes, and tell; returns how many. Safe to run twice, also at once.

    Nobody is the actor: the rules are. One that fails holds up no other: it is put back, logged by its key, and tried
    again by the next run.
    """
    rows: Any = Handoff.objects.filter(state=Handoff.State.WAITING, handling=None)
    waiting = list(rows.select_related("account", "stakeholder").order_by("asked_at", "id")[:BATCH])
    return sum(_tried(handoff) for handoff in waiting)


def _tried(handoff: Handoff) -> bool:
    try:
        with transaction.atomic():
            return _routed(handoff)
    except Exception as fault:  # noqa: BLE001
        # Not the fault itself: what PostgreSQL says of a row may carry its words.
        logger.error("Hand-off %s was not routed: %s", handoff.pk, type(fault).__name__)
        return False


def _routed(handoff: Handoff) -> bool:
    found, now = route(handoff), timezone.now()
    where = {
        "assignee": found.person,
        "queue": found.team,
        "routed_by": found.rule,
        "routed_because": found.because,
    }
    handling, is_new = Handling.objects.get_or_create(handoff=handoff, defaults={**where, "routed_at": now})
    if is_new:
        telling.where_it_went(handling, by=None)
    return is_new
