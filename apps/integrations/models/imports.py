"""MEDICAL: one run of an import and its staged rows. Stage reads the whole file, apply changes the domain."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.firewall.sides import Side
from apps.kols.models.candidates import FoundQuerySet
from apps.users.models import User

#: What moves all the time while a run is worked on. The history tells where a run stood, not how far it had come.
COUNTERS = [
    "claimed_until",
    "attempts",
    "rows_staged",
    "rows_applied",
    "problems",
    "expected",
    "counts",
    "table",
]


class ImportRunQuerySet(FoundQuerySet):
    """Runs are seen by whoever sees what they bring: publications and candidates."""

    def unclaimed(self) -> Self:
        """Runs that should be worked on and that no living worker has claimed."""
        free = Q(claimed_until=None) | Q(claimed_until__lt=timezone.now())
        return self.filter(free, state__in=ImportRun.RUNNING)


@pghistory.track(exclude=COUNTERS)
class ImportRun(BaseModel):
    """One file on its way in. The row is the job: a worker claims it, and another takes over when the claim expires."""

    side = Side.MEDICAL

    class State(models.TextChoices):
        """Where the run stands."""

        WAITING = "waiting", _("Waiting")
        STAGING = "staging", _("Reading the file")
        MAPPING = "mapping", _("Waiting for its columns")
        STAGED = "staged", _("Read, waiting for your go")
        APPLYING = "applying", _("Importing")
        STOPPED = "stopped", _("Stopped")
        DONE = "done", _("Imported")
        REFUSED = "refused", _("Refused")
        DISCARDED = "discarded", _("Discarded")

    #: The uploaded file is still needed.
    UNREAD = (State.WAITING, State.STAGING, State.MAPPING, State.STAGED)
    #: A worker has something to do.
    RUNNING = (State.WAITING, State.STAGING, State.APPLYING)

    file_name = models.CharField(_("file"), max_length=255)
    stored_path = models.CharField(max_length=500, blank=True)
    digest = models.CharField(max_length=64)
    format_name = models.CharField(_("format"), max_length=40, blank=True)
    kind = models.CharField(max_length=20, default="publications", help_text="What the records are: `kinds`.")
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.WAITING)
    message = models.TextField(_("message"), blank=True)
    started_by = models.ForeignKey(User, models.PROTECT, related_name="imports", verbose_name=_("started by"))
    applied_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("imported by")
    )
    table = models.JSONField(
        null=True, help_text="Of a table: its sheets and first rows, as they were found."
    )
    mapping = models.JSONField(null=True, help_text="Of a table: what its columns mean.")
    rows_staged = models.PositiveIntegerField(
        default=0, help_text="Records that were read and can be imported."
    )
    rows_applied = models.PositiveIntegerField(default=0)
    problems = models.PositiveIntegerField(default=0)
    expected = models.JSONField(
        default=dict, help_text="What the import would do, found out when the file was read."
    )
    counts = models.JSONField(
        default=dict, help_text="What the run did: created, updated, unchanged, linked, ..."
    )
    attempts = models.PositiveSmallIntegerField(
        default=0, help_text="How often a worker began to read the file."
    )
    claimed_until = models.DateTimeField(null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest"],
                condition=Q(state__in=["waiting", "staging", "applying"]),
                name="same_file_once_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="import_run_latest")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """Progress, preview and result."""
        return reverse("integrations:run", args=[self.pk])

    @property
    def is_running(self) -> bool:
        """Whether a worker has something to do."""
        return self.state in self.RUNNING


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    """Staged rows."""

    def problems(self) -> Self:
        """What could not be used, and why."""
        return self.exclude(problem="")

    def usable(self) -> Self:
        """Records that can be imported."""
        return self.filter(problem="")

    def to_apply(self) -> Self:
        """Records that are still to be imported."""
        return self.filter(problem="", is_applied=False)


class ImportRow(BaseModel):
    """One record of the file, read and checked but not applied; or what was wrong with it."""

    side = Side.MEDICAL

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="Counts rows and problems as they were found.")
    label = models.CharField(max_length=300, blank=True)
    record = models.JSONField(null=True)
    problem = models.TextField(blank=True)
    is_applied = models.BooleanField(default=False)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="row_once")]
        indexes = [
            models.Index(
                fields=["run", "number"], condition=Q(problem="", is_applied=False), name="row_to_apply"
            ),
            models.Index(fields=["run", "number"], condition=~Q(problem=""), name="row_problem"),
        ]

    def __str__(self) -> str:
        return f"Row {self.number} of {self.run_id}"
