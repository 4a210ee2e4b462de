"""Open work of the medical side: promises that are pending."""

from django.db.models import F, QuerySet
from django.utils import timezone

from apps.followups.models import Commitment
from apps.followups.reminders import remind_of_all
from apps.users.models import User


def pending_of(person: User) -> QuerySet[Commitment]:
    """What this person still has to keep."""
    rows: QuerySet[Commitment] = Commitment.objects.pending().filter(owner=person)
    return rows


def hand_over_pending(*, person: User, to: User) -> None:
    """Somebody else keeps them; the reminders follow. One message of the hand-over names them all, so none each."""
    keys = list(pending_of(person).select_for_update().order_by("id").values_list("pk", flat=True))
    rows = Commitment.objects.filter(pk__in=keys)
    rows.update(owner=to, snoozed_until=None, revision=F("revision") + 1, updated_at=timezone.now())
    remind_of_all(rows.select_related("owner"))
