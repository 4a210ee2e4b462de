"""SHARED: an account plan (F-83, F-95): non-commercial goals with owner and milestones, team, stakeholders.

Every title in here is read by both functions, so it goes through the rules that watch words which cross the wall.
"""

from datetime import date
from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel, RevisionedModel
from apps.directory.models import Account, Stakeholder
from apps.firewall.sides import Side
from apps.reviews.models.guards import approved_by_compliance
from apps.users.models import User

READERS = {Side.MEDICAL, Side.COMMERCIAL, Side.OVERSIGHT}


class PlanQuerySet(models.QuerySet[Any]):
    """Plans and what belongs to them."""

    def visible_to(self, user: User) -> Self:
        """Both functions and compliance."""
        return self if user.side in READERS else self.none()


@pghistory.track()
class AccountPlan(RevisionedModel):
    """A plan for one account and a period."""

    side = Side.SHARED

    class State(models.TextChoices):
        """See `workflow.TRANSITIONS` for what may follow what."""

        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("With compliance")
        ACTIVE = "active", _("Active")
        REVIEWED = "reviewed", _("Looked back on")

    account = models.ForeignKey(Account, models.PROTECT, related_name="plans", verbose_name=_("account"))
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("leads it"))
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        triggers = [approved_by_compliance("active", "account_id", "first_day", "last_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gt=F("first_day")),
                name="plan_ends_after_it_begins",
                violation_error_message=_("A plan ends after it begins."),
            )
        ]
        indexes = [
            models.Index(fields=["last_day", "id"], name="plan_by_end"),
            models.Index(fields=["account", "last_day"], name="plan_by_account"),
        ]

    def __str__(self) -> str:
        return f"{self.account}, {self.first_day:%Y-%m} – {self.last_day:%Y-%m}"

    def get_absolute_url(self) -> str:
        """The plan's page."""
        return reverse("accountplans:read", args=[self.pk])


@pghistory.track()
class PlanGoal(RevisionedModel):
    """What both want to reach; its kind is of a closed list without anything commercial. Rows are not deleted."""

    side = Side.SHARED

    class Kind(models.TextChoices):
        """What goals two functions may share."""

        PATIENT_CARE = "patient_care", _("Better patient care")
        EDUCATION = "education", _("Education of the staff")
        ACCESS = "access", _("Access for patients")
        EVIDENCE = "evidence", _("Evidence and research")
        PATHWAY = "pathway", _("Patient pathway")
        SERVICE = "service", _("Service and organisation")
        SAFETY = "safety", _("Safe use")

    plan = models.ForeignKey(AccountPlan, models.PROTECT, related_name="goals")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    title = models.CharField(_("goal"), max_length=200)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("sees to it"))
    is_removed = models.BooleanField(default=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["plan", "created_at"], name="plan_goal_by_plan")]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class PlanMilestone(RevisionedModel):
    """A step towards a goal, due on a day."""

    side = Side.SHARED

    goal = models.ForeignKey(PlanGoal, models.PROTECT, related_name="milestones")
    title = models.CharField(_("milestone"), max_length=200)
    due_on = models.DateField(_("due"))
    done_on = models.DateField(_("done"), null=True, blank=True)
    is_removed = models.BooleanField(default=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["goal", "due_on"], name="plan_milestone_by_goal")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_late(self) -> bool:
        """Not done after its day."""
        due_on: date = self.due_on
        return self.done_on is None and due_on < timezone.localdate()


@pghistory.track()
class PlanMember(BaseModel):
    """Somebody of either function works on the plan (F-81). Rows are not deleted."""

    side = Side.SHARED

    class Role(models.TextChoices):
        """What somebody does in the team."""

        LEAD = "lead", _("Leads")
        MEMBER = "member", _("Works on it")
        ADVISER = "adviser", _("Is asked")

    plan = models.ForeignKey(AccountPlan, models.PROTECT, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("who"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    is_removed = models.BooleanField(default=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "user"], name="in_a_plan_once")]

    def __str__(self) -> str:
        return f"{self.user} in {self.plan_id}"


@pghistory.track()
class PlanStakeholder(BaseModel):
    """A stakeholder who matters for the plan. Rows are not deleted."""

    side = Side.SHARED

    plan = models.ForeignKey(AccountPlan, models.PROTECT, related_name="people")
    stakeholder = models.ForeignKey(Stakeholder, models.PROTECT, related_name="plans")
    is_removed = models.BooleanField(default=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "stakeholder"], name="of_a_plan_once")]

    def __str__(self) -> str:
        return f"{self.stakeholder} in {self.plan_id}"
