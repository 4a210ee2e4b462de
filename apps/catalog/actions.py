"""Writing the catalogue."""

from typing import Any

from apps.audit.recording import audited
from apps.catalog.models import TherapeuticAreaAssignment
from apps.catalog.policies import may_assign_areas
from apps.users.models import User


@audited
def assign_areas(*, by: User, subject: User, data: dict[str, Any]) -> None:
    """Make `data["areas"]` the therapeutic areas a person works in; what did not change is not written."""
    may_assign_areas(by).require()
    wanted = {area.pk: area for area in data["areas"]}
    assignments = TherapeuticAreaAssignment.objects.filter(user=subject)
    assignments.exclude(therapeutic_area__in=wanted).delete()
    known = set(assignments.values_list("therapeutic_area", flat=True))
    for key, area in wanted.items():
        if key not in known:
            TherapeuticAreaAssignment.objects.create(user=subject, therapeutic_area=area)
