"""Lists that administrators keep and every side reads: therapeutic areas, products, topics, purpose classes.

PLATFORM, not SHARED: a liaison may use the lists, only an administrator may change them (docs/decisions/0001).
"""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel, unique_name
from apps.firewall.sides import Side
from apps.users.models import User


@pghistory.track()
class TherapeuticArea(BaseModel):
    """A field of medicine the company works in; it bounds what a liaison sees."""

    side = Side.PLATFORM

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["name"]
        constraints = [unique_name("therapeutic_area_name")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class TherapeuticAreaAssignment(BaseModel):
    """A person works in a therapeutic area. Kept here, because users know no catalogue."""

    side = Side.PLATFORM

    user = models.ForeignKey(User, models.CASCADE, related_name="area_assignments")
    therapeutic_area = models.ForeignKey(TherapeuticArea, models.PROTECT, related_name="assignments")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "therapeutic_area"], name="one_assignment_per_area")
        ]

    def __str__(self) -> str:
        return f"{self.user} works in {self.therapeutic_area}"


@pghistory.track()
class Product(BaseModel):
    """A product of the company, in a stage of its life (F-10)."""

    side = Side.PLATFORM

    class Stage(models.TextChoices):
        """Product lifecycle stage."""

        RESEARCH = "research", _("In research")
        SUBMITTED = "submitted", _("Submitted for approval")
        LAUNCHED = "launched", _("Launched")
        MATURE = "mature", _("Mature")

    name = models.CharField(_("name"), max_length=100)
    therapeutic_area = models.ForeignKey(
        TherapeuticArea, models.PROTECT, related_name="products", verbose_name=_("therapeutic area")
    )
    stage = models.CharField(_("lifecycle stage"), max_length=20, choices=Stage.choices)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["name"]
        constraints = [unique_name("product_name")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Topic(BaseModel):
    """A scientific topic within a therapeutic area."""

    side = Side.PLATFORM

    name = models.CharField(_("name"), max_length=150)
    therapeutic_area = models.ForeignKey(TherapeuticArea, models.PROTECT, related_name="topics")
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["therapeutic_area", "name"], name="one_topic_per_area")
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class PurposeClass(BaseModel):
    """Why a contact happens, in words from a closed list: all that crosses the wall about its subject."""

    side = Side.PLATFORM

    class UsedBy(models.TextChoices):
        """Which function plans contacts for this purpose."""

        MEDICAL = "medical", _("Medical")
        COMMERCIAL = "commercial", _("Commercial")
        BOTH = "both", _("Both")

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80, unique=True)
    used_by = models.CharField(_("used by"), max_length=10, choices=UsedBy.choices)
    is_active = models.BooleanField(_("offered"), default=True)
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["order", "name"]
        verbose_name_plural = "purpose classes"

    def __str__(self) -> str:
        return self.name
