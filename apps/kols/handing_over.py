"""Open work with KOLs: whom somebody is responsible for."""

from django.db.models import F, QuerySet
from django.utils import timezone

from apps.kols.models import KOLProfile
from apps.users.models import User


def responsible_for(person: User) -> QuerySet[KOLProfile]:
    """The profiles of this person's KOLs."""
    return KOLProfile.objects.filter(responsible=person)


def hand_over_kols(*, person: User, to: User) -> None:
    """Somebody else is responsible from now on."""
    changed = {"responsible": to, "revision": F("revision") + 1, "updated_at": timezone.now()}
    responsible_for(person).update(**changed)
