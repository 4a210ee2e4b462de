"""Open work of the medical side: hand-offs that somebody sees to."""

from django.db.models import F, QuerySet
from django.utils import timezone

from apps.handoffs.models import Handoff
from apps.intake.models import Handling
from apps.users.models import User


def open_of(person: User) -> QuerySet[Handling]:
    """What this person has."""
    return Handling.objects.filter(assignee=person, handoff__state__in=Handoff.OPEN)


def hand_over_open(*, person: User, to: User) -> None:
    """Somebody else sees to them. One message of the hand-over tells of all."""
    keys = list(open_of(person).select_for_update(of=("self",)).order_by("id").values_list("pk", flat=True))
    changed = {"revision": F("revision") + 1, "updated_at": timezone.now()}
    Handling.objects.filter(pk__in=keys).update(assignee=to, **changed)
