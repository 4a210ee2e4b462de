"""Reading the catalogue, viewer first: what of its lists concerns a person."""

from django.db.models import Count, Q, QuerySet

from apps.catalog.models import Product, PurposeClass, TherapeuticArea
from apps.catalog.policies import may_keep_catalogue
from apps.users.models import User


def areas_of(user: User) -> QuerySet[TherapeuticArea]:
    """The therapeutic areas a person works in; all of them for those who see everything."""
    if user.facts.sees_all_medical:
        return TherapeuticArea.objects.all()
    return TherapeuticArea.objects.filter(assignments__user=user)


def areas_offered_to(user: User) -> QuerySet[TherapeuticArea]:
    """The areas that a person may choose for something new; those switched off keep what was recorded in them."""
    return areas_of(user).filter(is_active=True)


def purposes_of(user: User) -> QuerySet[PurposeClass]:
    """The purposes that this person's function uses."""
    used_by = Q(used_by=user.side.value) | Q(used_by=PurposeClass.UsedBy.BOTH)
    return PurposeClass.objects.filter(used_by, is_active=True)


def areas_kept_by(user: User) -> QuerySet[TherapeuticArea]:
    """All therapeutic areas, for those who keep the list."""
    areas = TherapeuticArea.objects.annotate(people=Count("assignments"))
    return areas.order_by("name") if may_keep_catalogue(user) else areas.none()


def products_kept_by(user: User) -> QuerySet[Product]:
    """All products, for those who keep the list."""
    products = Product.objects.select_related("therapeutic_area").order_by("name")
    return products if may_keep_catalogue(user) else products.none()
