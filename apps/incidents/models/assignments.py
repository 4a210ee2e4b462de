"""SHARED: what somebody agreed to do after an incident, for them alone: what, by when, and nothing of the incident."""

from typing import Any, Self

import pghistory
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.firewall.sides import Side
from apps.users.models import User


class AssignmentQuerySet(models.QuerySet[Any]):
    """Corrective actions as those see them who do them."""

    def visible_to(self, user: User) -> Self:
        """Whose it is; compliance officers know the corrective action itself."""
        return self.filter(owner=user)


@pghistory.track()
class Assignment(BaseModel):
    """Oversight writes it with the corrective action, whose key it has. It says nothing of the incident."""

    side = Side.SHARED

    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("who does it"))
    what = models.TextField(_("what is done"), max_length=2_000)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "due_on", "id"], name="assignment_by_owner")]

    def __str__(self) -> str:
        return Truncator(self.what).chars(90)

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed and it is not done."""
        return self.done_on is None and self.due_on < timezone.localdate()
