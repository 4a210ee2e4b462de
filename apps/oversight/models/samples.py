"""A random sample of contacts that compliance reads: drawn once, kept as drawn."""

from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from apps.coordination.models import Touchpoint
from apps.core.models import BaseModel, RevisionedModel
from apps.firewall.sides import Side
from apps.users.models import User


class SampleQuerySet(models.QuerySet[Any]):
    """Samples and what was drawn."""

    def visible_to(self, user: User) -> Self:
        """Compliance officers see all of them."""
        return self if user.side == Side.OVERSIGHT else self.none()

    def with_progress(self) -> Self:
        """With `drawn` and `done`: how many contacts, and how many of them were read."""
        read = Count("items", filter=~Q(items__finding=""))
        return self.annotate(drawn=Count("items"), done=read)


@pghistory.track()
class Sample(BaseModel):
    """From which contacts, by which seed. The same seed over the same contacts draws the same ones."""

    side = Side.OVERSIGHT

    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("drawn by"))
    function = models.CharField(_("function"), max_length=12, choices=Touchpoint.Function.choices, blank=True)
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("to"))
    size = models.PositiveSmallIntegerField(_("how many"))
    seed = models.CharField(_("seed"), max_length=40)
    population = models.PositiveIntegerField(_("out of"))

    objects = SampleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=models.F("first_day")), name="sample_period"),
            models.CheckConstraint(condition=Q(size__gt=0), name="sample_of_something"),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="sample_by_time")]

    def __str__(self) -> str:
        first, last = (date_format(day, str(_("j M Y"))) for day in (self.first_day, self.last_day))
        return f"{first} – {last}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("oversight:sample", args=[self.pk])


@pghistory.track()
class SampleItem(RevisionedModel):
    """One contact that was drawn, and what compliance found in it."""

    side = Side.OVERSIGHT

    class Finding(models.TextChoices):
        """What the reading gave."""

        FINE = "fine", _("Fine")
        QUESTION = "question", _("A question")
        NEAR_MISS = "near_miss", _("Near miss")
        BREACH = "breach", _("Breach")

    #: These become incidents.
    SERIOUS = (Finding.NEAR_MISS, Finding.BREACH)

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField(_("drawn as"))
    touchpoint = models.ForeignKey(Touchpoint, models.PROTECT, related_name="+", verbose_name=_("contact"))
    finding = models.CharField(_("finding"), max_length=10, choices=Finding.choices, blank=True)
    note = models.TextField(_("note"), max_length=5_000, blank=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    reviewed_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = SampleQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "touchpoint"], name="sampled_once"),
            models.CheckConstraint(
                condition=Q(finding="", reviewed_at=None) | ~Q(finding="") & Q(reviewed_at__isnull=False),
                name="sample_item_read",
            ),
            models.CheckConstraint(
                condition=Q(finding__in=["", "fine"]) | ~Q(note=""), name="sample_finding_with_note"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.touchpoint}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("oversight:sample_item", args=[self.pk])
