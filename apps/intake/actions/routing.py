"""Routing what has just come over the wall. A sweep: whoever hands over may not write on this side."""

from typing import Any

from django.utils import timezone

from apps.handoffs.models import Handoff
from apps.intake import telling
from apps.intake.models import Handling
from apps.intake.routing import route

BATCH = 100


def route_waiting() -> int:
    """Say of each new hand-off where it goes, and tell; returns how many. Safe to run twice, also at once.

    Nobody is the actor: the rules are.
    """
    rows: Any = Handoff.objects.filter(state=Handoff.State.WAITING, handling=None)
    waiting = list(rows.select_related("account", "stakeholder").order_by("asked_at", "id")[:BATCH])
    return sum(_routed(handoff) for handoff in waiting)


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
