"""MEDICAL: what the medical side makes of a hand-off. The commercial role cannot read a row or a column of it."""

from typing import Any, Self

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core.models import RevisionedModel
from apps.firewall.sides import Side
from apps.handoffs.models import Handoff
from apps.intake.models.rules import HandoffRule
from apps.interactions.models import Interaction
from apps.users.models import Team, User


class HandlingQuerySet(models.QuerySet[Any]):
    """Handlings."""

    def visible_to(self, user: User) -> Self:
        """Whoever may see the hand-off, on the medical side and in oversight."""
        if user.side not in {Side.MEDICAL, Side.OVERSIGHT}:
            return self.none()
        return self.filter(handoff__in=Handoff.objects.visible_to(user).values("pk"))


@pghistory.track()
class Handling(RevisionedModel):
    """One a hand-off, made when it is routed or first touched. Where it stands is told by the hand-off itself."""

    side = Side.MEDICAL

    class DeclineReason(models.TextChoices):
        """Why it is declined; the sender is never told."""

        NOT_UNSOLICITED = "not_unsolicited", _("Does not read as unprompted")
        NOT_MEDICAL = "not_medical", _("No medical matter")
        OFF_LIMITS = "off_limits", _("May not be answered")
        NO_CAPACITY = "no_capacity", _("No capacity in time")
        KNOWN_ALREADY = "known_already", _("Is being seen to already")
        OTHER = "other", _("Something else")

    handoff = models.OneToOneField(Handoff, models.PROTECT, related_name="handling")
    assignee = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("sees to it")
    )
    queue = models.ForeignKey(
        Team, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("queue")
    )
    routed_by = models.ForeignKey(
        HandoffRule, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("by the rule")
    )
    routed_because = models.CharField(_("why there"), max_length=200, blank=True)
    routed_at = models.DateTimeField(_("routed"), null=True, blank=True)
    decline_reason = models.CharField(
        _("why it is declined"), max_length=20, choices=DeclineReason.choices, blank=True
    )
    note = models.TextField(_("note"), blank=True, max_length=2_000)
    interaction = models.ForeignKey(
        Interaction, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("answered in")
    )

    objects = HandlingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["assignee"], name="handling_by_assignee")]

    def __str__(self) -> str:
        return f"Handling of {self.handoff_id}"

    def get_absolute_url(self) -> str:
        """The page of the hand-off, which shows it."""
        return reverse("handoffs:read", args=[self.handoff_id])
