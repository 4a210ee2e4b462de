"""Drawing a sample of contacts, and writing down what was found in each."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.core.locks import one_at_a_time
from apps.core.merging import merge
from apps.incidents.actions import make_incident
from apps.incidents.choices import Found, IncidentKind
from apps.oversight.models import Sample, SampleItem
from apps.oversight.policies import may_oversee
from apps.oversight.sampling import drawn, population
from apps.users.models import User


@audited
def draw_sample(*, by: User, id: uuid.UUID, values: Mapping[str, Any]) -> Sample:
    """Draw contacts that were held; a form sent twice (the same `id`) draws once, and the seed is the key.

    `values`: function (empty for both), first_day, last_day, size. Raises PermissionDenied, or ValidationError when
    there is nothing to draw from.
    """
    may_oversee(by).require()
    one_at_a_time(id)
    existing: Sample | None = Sample.objects.filter(pk=id).first()
    if existing is not None:
        return existing
    contacts = population(values["function"], values["first_day"], values["last_day"])
    count = contacts.count()
    if count == 0:
        raise ValidationError(_("No contact was held in this period."))
    sample = Sample(id=id, drawn_by=by, seed=str(id), population=count, **values)
    sample.save(force_insert=True)
    keys = drawn(contacts, sample.seed, sample.size)
    SampleItem.objects.bulk_create(
        SampleItem(sample=sample, position=number, touchpoint_id=key) for number, key in enumerate(keys, 1)
    )
    return sample


@audited
def review_item(*, by: User, item: SampleItem, before: str, finding: str, note: str) -> SampleItem:
    """Write down what was found; a near miss or a breach becomes an incident, once.

    It can be corrected later; an incident that was made stays. `before` is what the form was opened with. Raises
    PermissionDenied, EditConflict, or ValidationError without a note to a finding that is not fine.
    """
    may_oversee(by).require()
    locked: SampleItem = SampleItem.objects.select_for_update().get(pk=item.pk)
    theirs, mine = (
        {"finding": locked.finding, "note": locked.note},
        {"finding": finding, "note": note.strip()},
    )
    merged = merge(before=before, theirs=theirs, mine=mine)
    locked.finding, locked.note = merged["finding"], merged["note"]
    if locked.finding != SampleItem.Finding.FINE and not locked.note:
        raise ValidationError({"note": [_("Write down what you found.")]})
    locked.reviewed_by, locked.reviewed_at = by, timezone.now()
    locked.save()
    if locked.finding in SampleItem.SERIOUS:
        values = {"kind": IncidentKind.OTHER, "what_happened": locked.note, "happened_on": _day(locked)}
        make_incident(by=by, found=Found.REVIEW, found_id=locked.pk, values=values)
    return locked


def _day(item: SampleItem) -> datetime.date:
    return timezone.localdate(item.touchpoint.starts_at)
