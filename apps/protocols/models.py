"""SHARED: the rules of working across the wall, in versions, and who has acknowledged which."""

from datetime import date
from typing import Any, Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.audit.models import Signature
from apps.core.models import BaseModel, RevisionedModel, unique_name
from apps.firewall.sides import Side
from apps.users.models import User

#: Who sees shared records, protocols among them.
READERS = {Side.MEDICAL, Side.COMMERCIAL, Side.OVERSIGHT, Side.SAFETY}


@pghistory.track()
class Protocol(RevisionedModel):
    """One subject that has rules."""

    side = Side.SHARED

    class Audience(models.TextChoices):
        """Who has to acknowledge it. Everybody may read it."""

        BOTH = "both", _("Both functions")
        MEDICAL = "medical", _("Medical")
        COMMERCIAL = "commercial", _("Commercial")

    name = models.CharField(_("name"), max_length=150)
    audience = models.CharField(_("for whom"), max_length=12, choices=Audience.choices)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    class Meta:
        constraints = [unique_name("protocol_name_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("protocols:read", args=[self.pk])

    @property
    def sides(self) -> set[str]:
        """Whose people acknowledge it."""
        both = {Side.MEDICAL.value, Side.COMMERCIAL.value}
        return both if self.audience == self.Audience.BOTH else {str(self.audience)}


class VersionQuerySet(models.QuerySet[Any]):
    """Versions of protocols."""

    def visible_to(self, user: User) -> Self:
        """Everybody of a side reads what was published; drafts are compliance's own."""
        if user.side == Side.OVERSIGHT:
            return self
        return self.published() if user.side in READERS else self.none()

    def published(self) -> Self:
        """Not drafts."""
        return self.filter(published_at__isnull=False)

    def latest(self) -> Self:  # type: ignore[override]
        """The last published version of each protocol that is not retired: the one to acknowledge."""
        later = ProtocolVersion.objects.filter(
            protocol=OuterRef("protocol"), number__gt=OuterRef("number"), published_at__isnull=False
        )
        return self.published().filter(~Exists(later), protocol__retired_on=None)

    def in_force(self, day: date | None = None) -> Self:
        """The last published version of each protocol whose day has come."""
        day = day or timezone.localdate()
        later = ProtocolVersion.objects.filter(
            protocol=OuterRef("protocol"),
            number__gt=OuterRef("number"),
            published_at__isnull=False,
            effective_on__lte=day,
        )
        come = self.published().filter(effective_on__lte=day, protocol__retired_on=None)
        return come.filter(~Exists(later))


@pghistory.track()
class ProtocolVersion(RevisionedModel):
    """What the protocol says from a day on. Once published it stays as it is."""

    side = Side.SHARED

    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"), max_length=50_000)
    effective_on = models.DateField(_("in force from"))
    review_on = models.DateField(_("to be reviewed on"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("drafted by"))
    published_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("published by")
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["protocol", "number"], name="protocol_version_once"),
            models.UniqueConstraint(
                fields=["protocol"], condition=Q(published_at=None), name="protocol_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(review_on__gt=models.F("effective_on")), name="protocol_reviewed_later"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) ^ Q(published_by__isnull=False), name="protocol_published_by"
            ),
        ]
        indexes = [models.Index(fields=["review_on"], name="protocol_by_review")]
        triggers = [
            pgtrigger.Protect(
                name="published_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.protocol}, version {self.number}"

    def get_absolute_url(self) -> str:
        """The page of its protocol."""
        return self.protocol.get_absolute_url()

    @property
    def is_draft(self) -> bool:
        """Not published."""
        return self.published_at is None


class ProtocolSignature(Signature):
    """A compliance officer published a version."""

    side = Side.SHARED

    record = models.ForeignKey(ProtocolVersion, models.PROTECT, related_name="signatures")

    class Meta(Signature.Meta):
        pass


class Acknowledgement(BaseModel):
    """Somebody says that they have read a version. Written once."""

    side = Side.SHARED
    insert_only = True

    version = models.ForeignKey(ProtocolVersion, models.PROTECT, related_name="acknowledgements")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "user"], name="acknowledged_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.version}"
