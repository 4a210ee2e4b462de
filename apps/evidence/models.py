"""MEDICAL: approved materials that may be shared with stakeholders (F-26)."""

from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticArea
from apps.core.models import BaseModel
from apps.firewall.sides import Side


class MaterialQuerySet(models.QuerySet[Any]):
    """Materials."""

    def usable(self) -> Self:
        """Approved and not expired today; only these can be chosen."""
        not_expired = Q(expires_on=None) | Q(expires_on__gte=timezone.localdate())
        return self.filter(not_expired, state=Material.State.APPROVED)


@pghistory.track()
class Material(BaseModel):
    """A document approved for scientific exchange, in one version."""

    side = Side.MEDICAL

    class State(models.TextChoices):
        """Approval."""

        DRAFT = "draft", _("Draft")
        APPROVED = "approved", _("Approved")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    title = models.CharField(_("title"), max_length=200)
    version = models.CharField(_("version"), max_length=20, default="1")
    therapeutic_area = models.ForeignKey(TherapeuticArea, models.PROTECT, related_name="materials")
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        ordering = ["title", "version"]
        constraints = [models.UniqueConstraint(fields=["title", "version"], name="material_version_once")]

    def __str__(self) -> str:
        return f"{self.title} (v{self.version})"
