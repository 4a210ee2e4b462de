"""Open work of the medical side: promises that are pending."""

from django.db.models import QuerySet

from apps.followups.models import Commitment
from apps.followups.reminders import forget, remind
from apps.users.models import User


def pending_of(person: User) -> QuerySet[Commitment]:
    """What this person still has to keep."""
    rows: QuerySet[Commitment] = Commitment.objects.pending().filter(owner=person)
    return rows


def hand_over_pending(*, person: User, to: User) -> None:
    """Somebody else keeps them; the reminders follow. One message of the hand-over names them all, so none each."""
    for commitment in (
        pending_of(person).select_for_update(of=("self",)).select_related("owner").order_by("id")
    ):
        forget(commitment)
        commitment.owner, commitment.snoozed_until = to, None
        commitment.save(update_fields=["owner", "snoozed_until"])
        remind(commitment)
