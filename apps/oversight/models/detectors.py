"""When detectors raise a concern. What they count is code (`detectors.py`), from which number on is data."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import RevisionedModel
from apps.firewall.sides import Side


@pghistory.track()
class DetectorRule(RevisionedModel):
    """One detector. A missing row means its defaults (`detectors.DEFAULTS`)."""

    side = Side.OVERSIGHT

    class Detector(models.TextChoices):
        """What is looked for; named as the kind of concern it raises."""

        SALES_DIRECTED_PATTERN = "sales_directed_pattern", _("Medical contacts that follow commercial ones")
        UNAPPROVED_JOINT_VISIT = "unapproved_joint_visit", _("Joint visit without approval")
        DENIED_ACCESS_BURST = "denied_access_burst", _("Many denied attempts")

    detector = models.CharField(_("detector"), max_length=30, choices=Detector.choices, unique=True)
    at_least = models.PositiveSmallIntegerField(_("at least"))
    within = models.PositiveSmallIntegerField(_("within"))
    is_active = models.BooleanField(_("looks"), default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(at_least__gt=0) & Q(within__gt=0), name="detector_counts_something"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_detector_display())
