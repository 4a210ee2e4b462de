"""SHARED: that a contact happened or is planned. No content and no free text: this is the only door in the wall."""

from typing import Any, Self

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import PurposeClass
from apps.core.models import BaseModel, RevisionedModel
from apps.directory.choices import Channel
from apps.directory.models import Account, Stakeholder
from apps.firewall.sides import Side
from apps.users.models import User

READERS = {Side.MEDICAL, Side.COMMERCIAL, Side.OVERSIGHT}


class TouchpointQuerySet(models.QuerySet[Any]):
    """Envelopes."""

    def visible_to(self, user: User) -> Self:
        """Everybody who contacts stakeholders, or oversees those who do, may know that a contact happened."""
        return self if user.side in READERS else self.none()


@pghistory.track()
class Touchpoint(RevisionedModel):
    """The envelope of one contact: who, which function, where, with whom, when, by which channel, for which purpose."""

    side = Side.SHARED

    class State(models.TextChoices):
        """What became of the contact."""

        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    class Function(models.TextChoices):
        """The side whose contact it is, kept here because a person may change sides later."""

        MEDICAL = "medical", _("Medical")
        COMMERCIAL = "commercial", _("Commercial")

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="touchpoints", verbose_name=_("account")
    )
    owner = models.ForeignKey(User, models.PROTECT, related_name="touchpoints")
    function = models.CharField(_("function"), max_length=12, choices=Function.choices)
    purpose = models.ForeignKey(PurposeClass, models.PROTECT, related_name="+", verbose_name=_("purpose"))
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices)
    starts_at = models.DateTimeField(_("when"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PLANNED)

    objects = TouchpointQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["starts_at", "id"], name="touchpoint_by_start"),
            models.Index(fields=["account", "starts_at", "id"], name="touchpoint_by_account"),
            models.Index(fields=["owner", "starts_at", "id"], name="touchpoint_by_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.get_function_display()} contact at {self.account}, {self.starts_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The envelope's page."""
        return reverse("coordination:touchpoint", args=[self.pk])


class AttendanceQuerySet(models.QuerySet[Any]):
    """Who took part."""

    def visible_to(self, user: User) -> Self:
        """Whoever may see envelopes."""
        return self if user.side in READERS else self.none()


@pghistory.track()
class TouchpointStakeholder(BaseModel):
    """A stakeholder takes part. `starts_at` is a copy: with it, the index holds a person's contacts in order.

    Rows are not deleted (SHARED): somebody who does not take part after all `is_removed`.
    """

    side = Side.SHARED
    copies = ("starts_at",)

    touchpoint = models.ForeignKey(Touchpoint, models.CASCADE, related_name="attendees")
    stakeholder = models.ForeignKey(Stakeholder, models.PROTECT, related_name="attendances")
    starts_at = models.DateTimeField()
    is_removed = models.BooleanField(default=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["touchpoint", "stakeholder"], name="attends_once")]
        indexes = [models.Index(fields=["stakeholder", "starts_at", "id"], name="attendance_by_start")]

    def __str__(self) -> str:
        return f"{self.stakeholder} at {self.touchpoint}"
