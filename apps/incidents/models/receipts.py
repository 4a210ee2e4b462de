"""SHARED: what becomes of a report, for who made it: kind, state and day, and no words."""

from typing import Any, Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.firewall.sides import Side
from apps.incidents.choices import IncidentKind, State
from apps.users.models import User


class ReceiptQuerySet(models.QuerySet[Any]):
    """Receipts."""

    def visible_to(self, user: User) -> Self:
        """Who made the report, and nobody else of their side; compliance officers know the incident itself."""
        return self.filter(reporter=user)


@pghistory.track()
class Receipt(BaseModel):
    """Oversight writes it when the report arrives and at each step; `incident_id` is no foreign key across the wall."""

    side = Side.SHARED

    incident_id = models.UUIDField(unique=True)
    reporter = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=IncidentKind.choices)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.REPORTED)
    state_on = models.DateField(_("since"))

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["reporter", "created_at"], name="receipt_by_reporter")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"
