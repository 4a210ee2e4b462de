"""Writing the catalogue."""

import uuid
from collections.abc import Mapping
from typing import Any

from apps.audit.recording import audited
from apps.catalog.models import Product, TherapeuticArea, TherapeuticAreaAssignment
from apps.catalog.policies import may_assign_areas, may_keep_catalogue
from apps.core.keeping import keep
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
def save_area(*, by: User, id: uuid.UUID, values: Mapping[str, Any], before: str = "") -> TherapeuticArea:
    """Make a therapeutic area or change it. One that is not in use is kept, with all that was recorded in it.

    Raises ValidationError, or EditConflict when somebody else changed the same.
    """
    may_keep_catalogue(administrator_now(by)).require()
    return keep(TherapeuticArea, id, values, before=before)


@audited
def save_product(*, by: User, id: uuid.UUID, values: Mapping[str, Any], before: str = "") -> Product:
    """Make a product or change it, its lifecycle stage above all. Raises ValidationError or EditConflict."""
    may_keep_catalogue(administrator_now(by)).require()
    return keep(Product, id, values, before=before)
