"""MEDICAL: what we promised a stakeholder, and by when (F-22, F-31)."""

from datetime import date
from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticArea
from apps.catalog.reach import in_reach
from apps.core.models import BaseModel, RevisionedModel
from apps.directory.models import Stakeholder
from apps.firewall.sides import Side
from apps.interactions.models import Interaction
from apps.medinfo.models import MedicalRequest
from apps.needs.models import UnmetNeed
from apps.users.models import User


class CommitmentQuerySet(models.QuerySet[Any]):
    """Commitments."""

    def visible_to(self, user: User) -> Self:
        """As interactions: own ones, those in the user's therapeutic areas, a manager also the team's."""
        return in_reach(self, user, "owner")

    def pending(self) -> Self:
        """Neither kept nor cancelled."""
        return self.filter(state__in=Commitment.PENDING)


@pghistory.track()
class Commitment(RevisionedModel):
    """Something promised to a stakeholder. Whether it is overdue is computed, never stored."""

    side = Side.MEDICAL

    class State(models.TextChoices):
        """See `workflow.TRANSITIONS` for what may follow what."""

        OPEN = "open", _("Open")
        IN_PROGRESS = "in_progress", _("In progress")
        DONE = "done", _("Kept")
        CANCELLED = "cancelled", _("Cancelled")

    class Priority(models.IntegerChoices):
        """How much it matters beside others that are due on the same day."""

        LOW = 1, _("Low")
        NORMAL = 2, _("Normal")
        HIGH = 3, _("High")

    class Standing(models.TextChoices):
        """How the stakeholder stood when somebody decided to keep the promise all the same."""

        ARCHIVED = "archived", _("Archived")
        DO_NOT_CONTACT = "do_not_contact", _("Do not contact")
        BOTH = "both", _("Archived, do not contact")

    PENDING = (State.OPEN, State.IN_PROGRESS)

    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("owner"))
    stakeholder = models.ForeignKey(
        Stakeholder, models.PROTECT, related_name="commitments", verbose_name=_("to whom")
    )
    therapeutic_area = models.ForeignKey(
        TherapeuticArea, models.PROTECT, related_name="+", verbose_name=_("therapeutic area")
    )
    interaction = models.ForeignKey(
        Interaction,
        models.PROTECT,
        related_name="commitments",
        null=True,
        blank=True,
        verbose_name=_("promised in"),
    )
    request = models.ForeignKey(
        MedicalRequest,
        models.PROTECT,
        related_name="commitments",
        null=True,
        blank=True,
        verbose_name=_("medical request"),
    )
    need = models.ForeignKey(
        UnmetNeed,
        models.PROTECT,
        related_name="commitments",
        null=True,
        blank=True,
        verbose_name=_("unmet need"),
    )
    what = models.CharField(_("what"), max_length=300)
    due_on = models.DateField(_("due"))
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority.choices, default=Priority.NORMAL
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    snoozed_until = models.DateField(_("not reminded before"), null=True, blank=True)
    evidence = models.TextField(_("how it was kept"), blank=True, max_length=5_000)
    evidence_link = models.URLField(_("link"), blank=True, max_length=500)
    sent_material = models.CharField(_("what was sent"), blank=True, max_length=200)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    evidence_file = models.CharField(max_length=100, blank=True, editable=False)
    evidence_file_name = models.CharField(_("file"), max_length=200, blank=True, editable=False)
    cancel_reason = models.TextField(_("why it was cancelled"), blank=True, max_length=5_000)
    decided_about = models.CharField(
        _("kept although"), max_length=16, choices=Standing.choices, blank=True, editable=False
    )
    closed_on = models.DateField(_("kept or cancelled on"), null=True, blank=True, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done")
                | ~Q(evidence="", evidence_link="", sent_material="", evidence_file=""),
                name="commitment_kept_with_evidence",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""),
                name="commitment_cancelled_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "in_progress"]) ^ Q(closed_on__isnull=False),
                name="commitment_closed_with_day",
            ),
        ]
        indexes = [
            models.Index(
                Coalesce("snoozed_until", "due_on"),
                condition=Q(state__in=["open", "in_progress"]),
                name="commitment_to_remind",
            ),
            models.Index(fields=["owner", "due_on", "id"], name="commitment_by_owner"),
            models.Index(fields=["stakeholder", "due_on"], name="commitment_by_stakeholder"),
            models.Index(fields=["due_on", "id"], name="commitment_by_due"),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        """The commitment's page."""
        return reverse("followups:read", args=[self.pk])

    @property
    def is_pending(self) -> bool:
        """Neither kept nor cancelled."""
        return self.state in self.PENDING

    @property
    def days_left(self) -> int:
        """Days until it is due, in the reader's zone; negative when it is overdue."""
        return (self.due_on - timezone.localdate()).days

    @property
    def is_overdue(self) -> bool:
        """Pending after its day."""
        return self.is_pending and self.days_left < 0

    @property
    def days_late(self) -> int:
        """How many days after its day it was kept; 0 when in time or not kept yet."""
        closed: date | None = self.closed_on
        return max((closed - self.due_on).days, 0) if closed else 0


class CalendarLink(BaseModel):
    """The secret link of a person's calendar feed. IDENTITY: it is a key, which no side may read or plant."""

    side = Side.IDENTITY

    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret.")
    revoked_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True, help_text="When a program last read the feed.")

    objects = models.Manager["CalendarLink"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at=None), name="one_calendar_link_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"Calendar link of {self.person_id}"
