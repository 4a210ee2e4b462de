"""When a KOL was last talked to: a copy on the profile, to sort and filter the list by."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F
from django.db.models.functions import Coalesce, Greatest

from apps.directory.models import Stakeholder
from apps.kols.models import KOLProfile


def remember_interaction(*, stakeholders: Iterable[Stakeholder], at: datetime) -> None:
    """Move `last_interaction_at` of these people's profiles forward to `at`; never back.

    Not `audited`: the column is a copy without history, written inside the action that logs the interaction.
    """
    latest = Greatest(Coalesce(F("last_interaction_at"), at), at)
    KOLProfile.objects.filter(stakeholder__in=[person.pk for person in stakeholders]).update(
        last_interaction_at=latest
    )
