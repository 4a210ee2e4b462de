"""A compliance officer looks at the product as somebody else sees it."""

from datetime import timedelta
from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.firewall.sides import Side
from apps.users.models import User

#: A viewing ends by itself.
LONGEST = timedelta(minutes=30)


class ViewingQuerySet(models.QuerySet[Any]):
    """Viewings."""

    def visible_to(self, user: User) -> Self:
        """Compliance officers see each other's."""
        return self if user.side == Side.OVERSIGHT else self.none()


@pghistory.track()
class Viewing(BaseModel):
    """From start to stop. `role` is that of the viewed person at the start: with another one they see other things."""

    side = Side.OVERSIGHT

    class End(models.TextChoices):
        """Why it ended."""

        STOPPED = "stopped", _("Stopped")
        TIME = "time", _("Time was up")
        OFFICER = "officer", _("The officer may not view any more")
        PERSON = "person", _("The viewed person was deactivated or changed roles")

    officer = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("who looked"))
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("as whom"))
    role = models.CharField(_("role"), max_length=30)
    reason = models.TextField(_("why"), max_length=1_000)
    until = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end = models.CharField(_("why it ended"), max_length=10, choices=End.choices, blank=True)

    objects = ViewingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ended_at=None) ^ ~Q(end=""), name="viewing_ended_why"),
            models.CheckConstraint(condition=~Q(reason=""), name="viewing_with_reason"),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="viewing_by_start")]

    def __str__(self) -> str:
        return f"{self.officer} as {self.person}, {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def is_over(self) -> bool:
        """Ended, or its time is up."""
        return self.ended_at is not None or self.until <= timezone.now()
