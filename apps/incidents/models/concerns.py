"""What a machine or a form noticed, before anybody said what it is."""

from typing import Any, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.firewall.sides import Side
from apps.users.models import User


class ConcernKind(models.TextChoices):
    """What was noticed (F-92)."""

    STEERING = "steering", _("Words that steer")
    UNAPPROVED_JOINT_VISIT = "unapproved_joint_visit", _("Joint visit without approval")
    SALES_DIRECTED_PATTERN = "sales_directed_pattern", _("Medical visits that follow commercial ones")
    DENIED_ACCESS_BURST = "denied_access_burst", _("Many denied attempts")
    OTHER = "other", _("Something else")


class ConcernQuerySet(models.QuerySet[Any]):
    """Concerns."""

    def visible_to(self, user: User) -> Self:
        """Compliance officers see all of them, nobody else any."""
        return self if user.side == Side.OVERSIGHT else self.none()


@pghistory.track()
class Concern(BaseModel):
    """Rules that matched a row of whatever side. The row is known by a word and its key: its content stays where it is.

    `rules` is sorted, so that the same ones are the same concern in whatever order they were found.
    """

    side = Side.OVERSIGHT

    class State(models.TextChoices):
        """What compliance said to it. Of an incident that was made, `Incident.found_id` is the concern's key."""

        OPEN = "open", _("To be looked at")
        DISMISSED = "dismissed", _("Dismissed")
        INCIDENT = "incident", _("Made an incident")

    kind = models.CharField(_("kind"), max_length=30, choices=ConcernKind.choices)
    about_kind = models.CharField(_("about"), max_length=60)
    about_id = models.UUIDField(_("key of what it is about"))
    rules = ArrayField(models.CharField(max_length=60), verbose_name=_("rules"), default=list)
    at = models.DateTimeField(_("noticed"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.TextField(_("why it is dismissed"), max_length=2_000, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about_id", "kind", "about_kind", "rules"], name="concern_once_per_rules"
            ),
            models.CheckConstraint(
                condition=~Q(state="dismissed") | ~Q(reason=""), name="concern_dismissed_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["at", "id"], name="concern_by_time")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("incidents:concern", args=[self.pk])
