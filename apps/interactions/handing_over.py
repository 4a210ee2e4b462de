"""Open work of the medical side: what is planned, and what was held and not submitted. (Drafts: `core.drafts`.)"""

from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from apps.coordination.models import Touchpoint
from apps.interactions.models import Interaction
from apps.interactions.reminders import remind_to_log_all
from apps.interactions.workflow import State
from apps.users.models import User


def planned_of(person: User) -> QuerySet[Interaction]:
    """Contacts that are planned, or should have taken place and are not logged."""
    return Interaction.objects.filter(owner=person, state=State.PLANNED)


def held_of(person: User) -> QuerySet[Interaction]:
    """Logged and not submitted."""
    return Interaction.objects.filter(owner=person, state=State.HELD)


def hand_over_planned(*, person: User, to: User) -> None:
    """The reminders to log follow."""
    moved = _move(planned_of(person), to)
    remind_to_log_all(Interaction.objects.select_related("owner").filter(pk__in=moved))


def hand_over_held(*, person: User, to: User) -> None:
    """They are submitted by whoever received them."""
    _move(held_of(person), to)


def _move(rows: QuerySet[Interaction], to: User) -> list[Any]:
    """Content and envelope change owner together, in the order in which others lock them."""
    found = list(rows.select_for_update(of=("self",)).order_by("id").values_list("pk", "touchpoint_id"))
    keys = [key for key, _envelope in found]
    changed = {"owner": to, "revision": F("revision") + 1, "updated_at": timezone.now()}
    Interaction.objects.filter(pk__in=keys).update(**changed)
    Touchpoint.objects.filter(pk__in=[envelope for _key, envelope in found]).update(**changed)
    return keys
