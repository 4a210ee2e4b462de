"""Open work of the commercial side: planned visits, be they to come or to be logged."""

from django.db.models import F, QuerySet
from django.utils import timezone

from apps.coordination.models import Touchpoint
from apps.users.models import User


def planned_visits_of(person: User) -> QuerySet[Touchpoint]:
    """Their envelopes; the notes of a visit hang on its envelope."""
    function, state = Touchpoint.Function.COMMERCIAL, Touchpoint.State.PLANNED
    return Touchpoint.objects.filter(owner=person, function=function, state=state)


def hand_over_visits(*, person: User, to: User) -> None:
    """Somebody else makes them."""
    changed = {"owner": to, "revision": F("revision") + 1, "updated_at": timezone.now()}
    planned_visits_of(person).update(**changed)
