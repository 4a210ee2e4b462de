"""COMMERCIAL: the content of a key account manager's touchpoint, one to one. The medical side cannot read it."""

from typing import Any, Self

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.coordination.models import Touchpoint
from apps.core.drafts import DraftModel
from apps.core.models import RevisionedModel
from apps.firewall.sides import Side
from apps.users.models import User


class VisitQuerySet(models.QuerySet[Any]):
    """Visits."""

    def visible_to(self, user: User) -> Self:
        """Own visits; commercial leads and compliance see all."""
        if user.side == Side.OVERSIGHT or user.role == "commercial_lead":
            return self
        return self.filter(touchpoint__owner=user) if user.side == Side.COMMERCIAL else self.none()


@pghistory.track()
class Visit(RevisionedModel):
    """What a key account manager noted about a visit. Its key is its envelope's key, made when the form was opened."""

    side = Side.COMMERCIAL

    touchpoint = models.OneToOneField(Touchpoint, models.PROTECT, related_name="visit")
    notes = models.TextField(_("notes"), blank=True)

    objects = VisitQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Visit {self.touchpoint_id}"

    def get_absolute_url(self) -> str:
        """The visit's page."""
        return reverse("keyaccounts:visit", args=[self.touchpoint_id])


class Draft(DraftModel):
    """The unsaved form of one visit; no history and no feed."""

    side = Side.COMMERCIAL
