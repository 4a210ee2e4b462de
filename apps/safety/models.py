"""SAFETY: anything heard that may be an adverse event, a product complaint or a special situation.

Other sides may add an item and never read it back: hence keys made by the client, and no relation to the interaction,
whose key is kept as a plain value.
"""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.firewall.sides import Side
from apps.users.models import User


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

    reported_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    interaction_id = models.UUIDField(null=True, blank=True)
    description = models.TextField(_("what was heard"))
    aware_at = models.DateTimeField(_("aware since"))
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.FLAGGED)

    class Meta:
        indexes = [models.Index(fields=["state", "aware_at"], name="safety_by_state")]

    def __str__(self) -> str:
        return f"Safety item of {self.aware_at:%Y-%m-%d}"
