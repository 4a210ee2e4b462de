"""COMMERCIAL: the content of a key account manager's touchpoint, one to one. The medical side cannot read it."""

from typing import Any, Self

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.accountplans.models import Room
from apps.coordination.models import Touchpoint
from apps.core.drafts import DraftModel
from apps.core.models import RevisionedModel
from apps.core.noted import NotedModel, WordsField
from apps.core.vocabulary import Word, keep_words_of
from apps.firewall.sides import Side
from apps.users.models import User


class VisitQuerySet(models.QuerySet[Any]):
    """Visits."""

    def visible_to(self, user: User) -> Self:
        """Own visits; commercial leads and compliance see all."""
        if user.side == Side.OVERSIGHT or user.role == "commercial_lead":
            return self.defer("words")
        return (
            self.defer("words").filter(touchpoint__owner=user)
            if user.side == Side.COMMERCIAL
            else self.none()
        )


class VisitWord(Word):
    """A word that a key account manager noted; read by the commercial side alone, and never shown."""

    side = Side.COMMERCIAL

    class Meta(Word.Meta):
        abstract = False


@pghistory.track(exclude=["words"])
class Visit(NotedModel, RevisionedModel):
    """What a key account manager noted about a visit. Its key is its envelope's key, made when the form was opened."""

    side = Side.COMMERCIAL

    touchpoint = models.OneToOneField(Touchpoint, models.PROTECT, related_name="visit")
    notes = models.TextField(_("notes"), blank=True)
    words = WordsField("notes")

    objects = VisitQuerySet.as_manager()

    class Meta:
        triggers = keep_words_of("words", "keyaccounts_visitword", is_array=True)
        indexes = [GinIndex(fields=["words"], fastupdate=False, name="visit_words")]

    def __str__(self) -> str:
        return f"Visit {self.touchpoint_id}"

    def get_absolute_url(self) -> str:
        """The visit's page."""
        return reverse("keyaccounts:visit", args=[self.touchpoint_id])


class Draft(DraftModel):
    """The unsaved form of one visit; no history and no feed."""

    side = Side.COMMERCIAL


@pghistory.track()
class PlanRoom(Room):
    """What the commercial side notes about an account plan; locked for the medical side."""

    side = Side.COMMERCIAL
