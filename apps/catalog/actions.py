"""Writing the catalogue."""

import uuid
from typing import Any

from apps.audit.recording import audited
from apps.catalog.models import Product, TherapeuticArea, TherapeuticAreaAssignment
from apps.catalog.policies import may_assign_areas, may_keep_catalogue
from apps.users.holding import administrator_now
from apps.users.models import User


@audited
def assign_areas(*, by: User, subject: User, data: dict[str, Any]) -> None:
    """Make `data["areas"]` the therapeutic areas a person works in; what did not change is not written."""
    may_assign_areas(administrator_now(by)).require()
    wanted = {area.pk: area for area in data["areas"]}
    assignments = TherapeuticAreaAssignment.objects.filter(user=subject)
    assignments.exclude(therapeutic_area__in=wanted).delete()
    known = set(assignments.values_list("therapeutic_area", flat=True))
    for key, area in wanted.items():
        if key not in known:
            TherapeuticAreaAssignment.objects.create(user=subject, therapeutic_area=area)


@audited
def save_area(*, by: User, id: uuid.UUID, code: str, name: str, is_active: bool = True) -> TherapeuticArea:
    """Make a therapeutic area or change it. One that is not in use is kept, with all that was recorded in it."""
    may_keep_catalogue(administrator_now(by)).require()
    values = {"code": code, "name": name, "is_active": is_active}
    area, _is_new = TherapeuticArea.objects.update_or_create(pk=id, defaults=values)
    return area


@audited
def save_product(
    *,
    by: User,
    id: uuid.UUID,
    name: str,
    therapeutic_area: TherapeuticArea,
    stage: str,
    is_active: bool = True,
) -> Product:
    """Make a product or change it, its lifecycle stage above all."""
    may_keep_catalogue(administrator_now(by)).require()
    values = {"name": name, "therapeutic_area": therapeutic_area, "stage": stage, "is_active": is_active}
    product, _is_new = Product.objects.update_or_create(pk=id, defaults=values)
    return product
