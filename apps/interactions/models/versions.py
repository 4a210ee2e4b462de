"""Each submitted state of an interaction, kept as it was."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.firewall.sides import Side
from apps.interactions.models.interactions import Interaction
from apps.users.models import User


class Version(BaseModel):
    """What an interaction said when it was submitted or amended. Written once: the app never changes a row.

    `content` is a dict of field name to value, with names instead of keys where a list changes later
    (attendees, topics, materials), so that an old version stays readable.
    """

    side = Side.MEDICAL
    insert_only = True

    interaction = models.ForeignKey(Interaction, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField()
    reason = models.TextField(_("reason"), blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["interaction", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"Version {self.number} of {self.interaction_id}"
