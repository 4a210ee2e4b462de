"""The base of every history table and of every electronic signature, and the record of what oversight has read."""

import pghistory.models
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.firewall.sides import Side


class HistoryRow(pghistory.models.Event):
    """One state of one row, written by a trigger; numbered widely, for tables that only grow."""

    pgh_id = models.BigAutoField(primary_key=True)

    class Meta:
        abstract = True


class Signature(BaseModel):
    """Somebody signed a version of a record: who, when, what it means, and the digest of what was signed.

    Abstract: an app that has records to sign derives a table on the side of those records, with a foreign key `record`,
    so that a signature is as invisible as what it stands under. Written once. `content` is what was signed, in
    canonical form; `digest` its sha256 together with the lines of the signature itself (`apps.audit.signing`).
    """

    insert_only = True

    class Meaning(models.TextChoices):
        """What the signer says by it."""

        ATTESTED = "attested", _("I attest that this record is complete and true")
        APPROVED = "approved", _("I approve this record")
        REVIEWED = "reviewed", _("I have reviewed this record")

    class Proof(models.TextChoices):
        """How the signer proved to be who they are, at that moment."""

        PASSWORD = "password", _("Password")
        SECOND_FACTOR = "second_factor", _("Second factor")

    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    printed_name = models.CharField(_("name"), max_length=250)
    signed_at = models.DateTimeField(_("signed"))
    meaning = models.CharField(_("meaning"), max_length=20, choices=Meaning.choices)
    proof = models.CharField(_("proved by"), max_length=20, choices=Proof.choices)
    version = models.PositiveSmallIntegerField(_("version"))
    content = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        abstract = True
        ordering = ["signed_at"]

    def __str__(self) -> str:
        return f"{self.printed_name}, {self.signed_at:%Y-%m-%d %H:%M} UTC"


class Reading(BaseModel):
    """A compliance officer opened a page with content of the medical or commercial side, or any as somebody else."""

    side = Side.OVERSIGHT
    insert_only = True

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    page = models.CharField(max_length=100)
    title = models.CharField(_("page"), max_length=200, blank=True)
    path = models.CharField(max_length=300)
    request_id = models.CharField(max_length=64)
    viewed_as = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("as seen by"),
    )

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="audit_reading_created")]

    def __str__(self) -> str:
        return f"{self.page} read at {self.created_at:%Y-%m-%d %H:%M}"


class DeniedAttempt(BaseModel):
    """Somebody asked for what is not open to them. Which page, not which row: the address of a row can tell much."""

    side = Side.OVERSIGHT
    insert_only = True

    class Kind(models.TextChoices):
        """Who refused."""

        REFUSED = "refused", _("Refused by a policy")
        HIDDEN = "hidden", _("Not there, or not visible to them")
        DATABASE = "database", _("Refused by the database")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    user_side = models.CharField(_("side"), max_length=20)
    page = models.CharField(_("page"), max_length=100)
    method = models.CharField(max_length=10)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)

    class Meta:
        indexes = [
            models.Index(fields=["-created_at"], name="audit_denied_created"),
            models.Index(fields=["user", "created_at"], name="audit_denied_by_user"),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.kind} at {self.created_at:%Y-%m-%d %H:%M}"
