"""Reading the catalogue, viewer first: what of its lists concerns a person."""

from django.db.models import Q, QuerySet

from apps.catalog.models import PurposeClass, TherapeuticArea
from apps.users.models import User


def areas_of(user: User) -> QuerySet[TherapeuticArea]:
    """The therapeutic areas a person works in; all of them for those who see everything."""
    if user.facts.sees_all_medical:
        return TherapeuticArea.objects.all()
    return TherapeuticArea.objects.filter(assignments__user=user)


def purposes_of(user: User) -> QuerySet[PurposeClass]:
    """The purposes that this person's function uses."""
    used_by = Q(used_by=user.side.value) | Q(used_by=PurposeClass.UsedBy.BOTH)
    return PurposeClass.objects.filter(used_by, is_active=True)
