"""What each side writes beside a plan, in a table of its own: the plan is shared ground, a room is not."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accountplans.models.plans import AccountPlan
from apps.core.models import RevisionedModel
from apps.firewall.sides import Side


class Room(RevisionedModel):
    """The notes of one side about one plan. Each side's app makes the table and says on which side it stands."""

    side: Side

    plan = models.OneToOneField(AccountPlan, models.PROTECT, related_name="+", verbose_name=_("plan"))
    notes = models.TextField(_("notes"), blank=True, max_length=10_000)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"Room of {self.plan_id}"
