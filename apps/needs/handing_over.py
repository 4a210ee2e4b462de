"""Open work of the medical side: needs that somebody answers for, and those they heard that nobody answers for yet."""

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from apps.needs.models import UnmetNeed
from apps.needs.workflow import State
from apps.users.models import User


def pending_of(person: User) -> QuerySet[UnmetNeed]:
    """What this person has to see to."""
    mine = Q(owner=person) | Q(recorded_by=person, owner=None)
    rows: QuerySet[UnmetNeed] = UnmetNeed.objects.pending().filter(mine)
    return rows


def hand_over_pending(*, person: User, to: User) -> None:
    """Somebody else answers for them; who heard what stays. One message of the hand-over tells of all."""
    keys = list(pending_of(person).select_for_update().order_by("id").values_list("pk", flat=True))
    changed = {"owner": to, "revision": F("revision") + 1, "updated_at": timezone.now()}
    rows = UnmetNeed.objects.filter(pk__in=keys)
    rows.exclude(state=State.ANSWERED).update(**changed, state=State.ASSIGNED)
    rows.filter(state=State.ANSWERED).update(**changed)
