"""Open work of both functions: corrective actions that somebody agreed to."""

from django.db.models import F, QuerySet
from django.utils import timezone

from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.incidents import telling
from apps.incidents.models import Assignment, CorrectiveAction
from apps.users.models import User


def open_of(person: User) -> QuerySet[Assignment]:
    """What this person has still to do."""
    rows: QuerySet[Assignment] = Assignment.objects.filter(owner=person, done_on=None)
    return rows


def hand_over_open(*, person: User, to: User) -> None:
    """Somebody else does them. One message of the hand-over tells of all.

    On the side of oversight, where the corrective actions stand; the same rows as compliance sees them go along.
    """
    with acting_as(Side.OVERSIGHT):
        theirs = CorrectiveAction.objects.select_for_update(of=("self",)).filter(owner=person, done_on=None)
        keys = list(theirs.order_by("id").values_list("pk", flat=True))
        now = timezone.now()
        rows = CorrectiveAction.objects.filter(pk__in=keys)
        rows.update(owner=to, revision=F("revision") + 1, updated_at=now)
        Assignment.objects.filter(pk__in=keys).update(owner=to, updated_at=now)
        telling.given_away(keys)
