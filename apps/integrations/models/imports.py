"""MEDICAL: one run of an import and its staged rows. Stage reads the whole file; apply changes the domain in batches."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.firewall.sides import Side
from apps.users.models import User


@pghistory.track(exclude=["claimed_until", "rows_staged", "rows_applied"])
class ImportRun(BaseModel):
    """One file on its way in. The row is the job: a worker claims it, and another takes over when the claim expires."""

    side = Side.MEDICAL

    class State(models.TextChoices):
        """Where the run stands."""

        WAITING = "waiting", _("Waiting")
        STAGING = "staging", _("Reading the file")
        STAGED = "staged", _("Read, waiting for your go")
        APPLYING = "applying", _("Importing")
        DONE = "done", _("Imported")
        REFUSED = "refused", _("Refused")
        DISCARDED = "discarded", _("Discarded")

    file_name = models.CharField(_("file"), max_length=255)
    stored_path = models.CharField(max_length=500, blank=True)
    digest = models.CharField(max_length=64)
    format_name = models.CharField(_("format"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.WAITING)
    message = models.TextField(_("message"), blank=True)
    started_by = models.ForeignKey(User, models.PROTECT, related_name="imports")
    rows_staged = models.PositiveIntegerField(default=0)
    rows_applied = models.PositiveIntegerField(default=0)
    counts = models.JSONField(
        default=dict, help_text="What the run did: created, updated, unchanged, linked, ..."
    )
    claimed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(BaseModel):
    """One record of the file, read and checked but not applied; or what was wrong with it."""

    side = Side.MEDICAL

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=300, blank=True)
    record = models.JSONField(null=True)
    problem = models.TextField(blank=True)
    is_applied = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="row_once")]

    def __str__(self) -> str:
        return f"Row {self.number} of {self.run_id}"
