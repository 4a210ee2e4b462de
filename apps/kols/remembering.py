"""Copies on the profile, to sort and filter the list by: when a KOL was last talked to, and the folded name."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Greatest

from apps.coordination.models import Touchpoint
from apps.coordination.queries import last_held_with
from apps.directory.models import Stakeholder
from apps.kols.models import KOLProfile


def remember_interactions(touchpoint: Touchpoint) -> None:
    """Read anew when the KOLs of a contact, and those who were in it before, were last talked to.

    Not `audited`: the column is a copy without history, written inside the action that logs, amends or cancels.
    """
    latest = last_held_with("stakeholder_id", function=Touchpoint.Function.MEDICAL)
    people = touchpoint.attendees.values("stakeholder")
    KOLProfile.objects.filter(stakeholder__in=people).update(last_interaction_at=Subquery(latest))


def remember_talk(people: Sequence[uuid.UUID], at: datetime) -> None:
    """A talk took place that had not before: when its KOLs were last talked to can only become later."""
    profiles = KOLProfile.objects.filter(stakeholder__in=people)
    profiles.update(last_interaction_at=Greatest("last_interaction_at", Value(at)))


def copy_names() -> int:
    """Give every profile the folded name its stakeholder has now; returns how many had another. Safe to repeat."""
    name = Stakeholder.objects.filter(pk=OuterRef("stakeholder_id")).values("name_folded")
    stale = KOLProfile.objects.exclude(name_folded=F("stakeholder__name_folded"))
    held = stale.order_by("id").select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True)
    return KOLProfile.objects.filter(pk__in=list(held)).update(name_folded=Subquery(name))


def copy_names_later(**_signal: Any) -> None:
    """A stakeholder was saved.

    A signal, because the directory lies below and knows no KOLs; a task, because a commercial person may rename
    a stakeholder, too, and their role cannot write a medical copy. The timetable finds what a lost message or a
    bulk write left behind.
    """
    from apps.kols.tasks import copy_kol_names

    transaction.on_commit(copy_kol_names.delay, robust=True)
