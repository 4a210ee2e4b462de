"""SHARED: a review asked of compliance early (F-96): of what, by when, and what became of it.

Both functions may read these tables, so the words of compliance are written for both; the page says so.
"""

from datetime import date, timedelta
from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.models import RevisionedModel
from apps.firewall.sides import Side
from apps.reviews.models.guards import decided_by_compliance
from apps.users.models import User


class ReviewRequestQuerySet(models.QuerySet[Any]):
    """Reviews."""

    def visible_to(self, user: User) -> Self:
        """Compliance all of them, others those they asked for; the page of the subject shows the rest."""
        if user.side == Side.OVERSIGHT:
            return self
        return self.filter(asked_by=user) if user.side in {Side.MEDICAL, Side.COMMERCIAL} else self.none()

    def waiting(self) -> Self:
        """Not decided yet."""
        return self.filter(state=ReviewRequest.State.REQUESTED)

    def decided(self) -> Self:
        """Answered by compliance, whichever way."""
        return self.filter(state__in=ReviewRequest.DECIDED)


@pghistory.track()
class ReviewRequest(RevisionedModel):
    """One review. What is returned or rejected is asked about again in a row with a lead time of its own."""

    side = Side.SHARED

    class SubjectKind(models.TextChoices):
        """What is reviewed. The app that holds such things says how they are called and where they stand."""

        ACCOUNT_PLAN = "account_plan", _("Account plan")
        JOINT_VISIT = "joint_visit", _("Joint visit")
        ADVISORY_BOARD = "advisory_board", _("Advisory board")

    class State(models.TextChoices):
        """See `workflow.TRANSITIONS` for what may follow what."""

        REQUESTED = "requested", _("Requested")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned with a question")
        REJECTED = "rejected", _("Rejected")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    DECIDED = (State.APPROVED, State.RETURNED, State.REJECTED)

    subject_kind = models.CharField(_("of what"), max_length=20, choices=SubjectKind.choices)
    subject_id = models.UUIDField(help_text="Key of the row that is reviewed.")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    wanted_by = models.DateField(_("wanted by"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.REQUESTED)
    words = models.TextField(_("question or reason"), blank=True, max_length=2_000)
    decided_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = ReviewRequestQuerySet.as_manager()

    class Meta:
        triggers = [decided_by_compliance("decided_by_id", "decided_at", "words")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"], condition=Q(state="requested"), name="one_open_review"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "returned", "rejected"])
                ^ Q(decided_at__isnull=True, decided_by__isnull=True),
                name="review_request_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "rejected"]) | ~Q(words=""),
                name="review_request_refused_with_words",
            ),
        ]
        indexes = [
            models.Index(fields=["wanted_by", "id"], name="review_by_wanted"),
            models.Index(fields=["asked_at", "id"], name="review_by_asked"),
            models.Index(fields=["subject_kind", "subject_id"], name="review_by_subject"),
            models.Index(fields=["asked_by", "wanted_by"], name="review_by_asker"),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_kind_display()}, {self.asked_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The review's page."""
        return reverse("reviews:read", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        """Not decided yet."""
        return self.state == self.State.REQUESTED

    @property
    def is_late(self) -> bool:
        """Still waiting after the day it was wanted."""
        wanted: date = self.wanted_by
        return self.is_waiting and wanted < timezone.localdate()

    @property
    def lead_time(self) -> timedelta | None:
        """From the asking to the decision; None while there is none."""
        return self.decided_at - self.asked_at if self.decided_at else None
