"""SAFETY: anything heard that may be an adverse event, a product complaint or a special situation.

Other sides may add an item and never read it back: hence keys made by the client. The envelope of the contact in which
it was heard, of either side, is known by its key alone.
"""

from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.firewall.sides import Side
from apps.users.models import User


class SafetyItemQuerySet(models.QuerySet[Any]):
    """Safety items."""

    def visible_to(self, user: User) -> Self:
        """The safety desk works on all of them, oversight reads all; who reported one does not see it again."""
        return self if user.side in {Side.SAFETY, Side.OVERSIGHT} else self.none()


@pghistory.track()
class SafetyItem(BaseModel):
    """One thing heard. The clock starts at `aware_at`: first awareness by any employee."""

    side = Side.SAFETY

    class State(models.TextChoices):
        """Where the item stands."""

        FLAGGED = "flagged", _("Flagged")
        CONFIRMED = "confirmed", _("Confirmed")
        NOT_A_REPORT = "not_a_report", _("Not a report")
        FORWARDED = "forwarded", _("Forwarded")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")

    #: The clock runs until an item is forwarded; until it is acknowledged, somebody has to see to it.
    OPEN = (State.FLAGGED, State.CONFIRMED, State.FORWARDED)

    reported_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    touchpoint_id = models.UUIDField(_("key of the contact"), null=True, blank=True)
    description = models.TextField(_("what was heard"))
    aware_at = models.DateTimeField(_("aware since"))
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.FLAGGED)
    reason = models.TextField(_("why it is not a report"), blank=True)
    forwarded_at = models.DateTimeField(_("forwarded"), null=True, blank=True, editable=False)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True, editable=False)

    objects = SafetyItemQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "aware_at"], name="safety_by_state"),
            models.Index(fields=["aware_at", "id"], name="safety_by_awareness"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="not_a_report") | ~Q(reason=""), name="safety_dismissed_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["forwarded", "acknowledged"]) | Q(forwarded_at__isnull=False),
                name="safety_forwarded_with_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Safety item of {self.aware_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The item's page."""
        return reverse("safety:item", args=[self.pk])
