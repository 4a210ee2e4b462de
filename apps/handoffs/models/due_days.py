"""SHARED: within how many working days a hand-off is seen to, by urgency. The medical side promises, so the commercial
one reads it and does not write it."""

from typing import Any, Self

import pghistory
import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.core.models import RevisionedModel
from apps.firewall.sides import ROLE_OF, Side
from apps.handoffs.models.handoffs import Handoff
from apps.users.models import User

#: Twelve weeks: whatever takes longer is not handed over, but planned.
MOST_DAYS = 60
READERS = {Side.MEDICAL, Side.COMMERCIAL, Side.OVERSIGHT}


class DueDaysQuerySet(models.QuerySet[Any]):
    """One row an urgency."""

    def visible_to(self, user: User) -> Self:
        """Whoever hands over, sees to it, or watches both."""
        return self if user.side in READERS else self.none()


@pghistory.track()
class DueDays(RevisionedModel):
    """What an urgency promises. The rows are made by a migration; people change their days."""

    side = Side.SHARED

    urgency = models.CharField(_("how soon"), max_length=10, choices=Handoff.Urgency.choices, unique=True)
    days = models.PositiveSmallIntegerField(
        _("working days"), validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)]
    )

    objects = DueDaysQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=MOST_DAYS), name="handoff_due_days_in_bounds"
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="not_by_who_asks",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    IF current_user = '{ROLE_OF[Side.COMMERCIAL]}' THEN
                        RAISE EXCEPTION 'The side that hands over does not say how fast the other one is.';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        said = ngettext(
            "%(urgency)s: within %(days)s working day", "%(urgency)s: within %(days)s working days", self.days
        )
        return said % {"urgency": self.get_urgency_display(), "days": self.days}
