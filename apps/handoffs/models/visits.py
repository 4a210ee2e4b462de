"""SHARED: a visit of both functions together, after a review by compliance. Each function plans its own contact."""

from datetime import datetime, timedelta
from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.coordination.models import Touchpoint
from apps.core.models import BaseModel, RevisionedModel
from apps.directory.models import Account, Stakeholder
from apps.firewall.sides import Side
from apps.reviews.models.guards import approved_by_compliance
from apps.users.models import User

READERS = {Side.MEDICAL, Side.COMMERCIAL, Side.OVERSIGHT}
#: How far a contact may lie from the time that was approved and still be a part of the visit.
NEAR = timedelta(days=1)


class JointVisitQuerySet(models.QuerySet[Any]):
    """Joint visits."""

    def visible_to(self, user: User) -> Self:
        """That both functions go together is shared, as every contact is."""
        return self if user.side in READERS else self.none()


@pghistory.track()
class JointVisit(RevisionedModel):
    """Two people, one of each function, at one account on one day. It holds no content of either side."""

    side = Side.SHARED

    class Purpose(models.TextChoices):
        """Why both go: a closed list of what is no promotion."""

        INTRODUCTION = "introduction", _("Introduce the medical colleague")
        ORGANISATION = "organisation", _("Organisational matters of the account")
        SAFETY = "safety", _("Safety or quality of a product")
        ACCOUNT_PLAN = "account_plan", _("Shared goals of the account plan")
        TRAINING = "training", _("Training that the account asked for")

    class State(models.TextChoices):
        """See `joint_workflow.TRANSITIONS` for what may follow what."""

        DRAFT = "draft", _("Not asked yet")
        REVIEW = "review", _("With compliance")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")
        CANCELLED = "cancelled", _("Cancelled")

    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    partner = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("colleague of the other function")
    )
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="joint_visits", verbose_name=_("account")
    )
    starts_at = models.DateTimeField(_("when"))
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    justification = models.TextField(_("why both"), max_length=500)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    medical_touchpoint = models.OneToOneField(
        Touchpoint, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("medical contact")
    )
    commercial_touchpoint = models.OneToOneField(
        Touchpoint,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("commercial contact"),
    )
    # Approved, and the contact of this function is still to be made: each side makes its own, since no other role may.
    is_medical_due = models.BooleanField(default=False, editable=False)
    is_commercial_due = models.BooleanField(default=False, editable=False)

    objects = JointVisitQuerySet.as_manager()

    class Meta:
        triggers = [
            approved_by_compliance(
                "approved", "account_id", "starts_at", "purpose", "justification", "partner_id", "asked_by_id"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(asked_by=models.F("partner")), name="joint_visit_of_two"),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "cancelled"])
                | Q(medical_touchpoint=None, commercial_touchpoint=None),
                name="joint_visit_planned_once_approved",
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="joint_visit_by_start"),
            models.Index(fields=["account", "starts_at"], name="joint_visit_by_account"),
        ]

    def __str__(self) -> str:
        return f"{self.account}, {self.starts_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The visit's page."""
        return reverse("handoffs:visit", args=[self.pk])

    @property
    def is_past(self) -> bool:
        """Whether it has begun."""
        starts_at: datetime = self.starts_at
        return starts_at < timezone.now()

    def covers(self, touchpoint: Touchpoint) -> bool:
        """Whether a contact is at the place and about the time that were approved."""
        is_near: bool = abs(touchpoint.starts_at - self.starts_at) <= NEAR
        return touchpoint.account_id == self.account_id and is_near

    def part_of(self, side: str) -> Touchpoint | None:
        """The contact of one function."""
        found: Touchpoint | None = getattr(self, f"{side}_touchpoint")
        return found

    @property
    def two(self) -> tuple[User, User]:
        """Who goes."""
        return self.asked_by, self.partner


class JointVisitStakeholderQuerySet(models.QuerySet[Any]):
    """Who is visited."""

    def visible_to(self, user: User) -> Self:
        """Whoever may see the visit."""
        return self if user.side in READERS else self.none()


@pghistory.track()
class JointVisitStakeholder(BaseModel):
    """A stakeholder who is visited. Rows are not deleted (SHARED): somebody not visited after all `is_removed`."""

    side = Side.SHARED

    joint_visit = models.ForeignKey(JointVisit, models.CASCADE, related_name="people")
    stakeholder = models.ForeignKey(Stakeholder, models.PROTECT, related_name="joint_visits")
    is_removed = models.BooleanField(default=False)

    objects = JointVisitStakeholderQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["joint_visit", "stakeholder"], name="visited_once")]

    def __str__(self) -> str:
        return f"{self.stakeholder} in {self.joint_visit_id}"
