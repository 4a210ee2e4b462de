"""MEDICAL: what a stakeholder lacks (F-30), or why they do not want to work with us (F-80), and what became of it."""

from datetime import date
from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticArea
from apps.catalog.reach import in_reach
from apps.core.models import RevisionedModel
from apps.directory.models import Stakeholder
from apps.firewall.sides import Side
from apps.interactions.models import Interaction
from apps.needs.ageing import Age, age_of
from apps.users.models import User

#: As much of the words as a heading shows.
HEADING = 90


class UnmetNeedQuerySet(models.QuerySet[Any]):
    """Needs and critical feedback."""

    def visible_to(self, user: User) -> Self:
        """As interactions: what one heard or answers for, one's therapeutic areas, a manager also the team's."""
        return in_reach(self, user, "owner", "recorded_by")

    def pending(self) -> Self:
        """Neither confirmed as met nor closed."""
        return self.filter(state__in=UnmetNeed.PENDING)


@pghistory.track()
class UnmetNeed(RevisionedModel):
    """Something a stakeholder lacks, or critical feedback. How old it is is computed, never stored."""

    side = Side.MEDICAL

    class Kind(models.TextChoices):
        """F-30; the last one is F-80, which goes the same way and has a `reason` besides."""

        DATA = "data", _("Data")
        RESEARCH = "research", _("Research support")
        EDUCATION = "education", _("Education")
        ACCESS = "access", _("Access")
        PATIENT_CARE = "patient_care", _("Patient care")
        CRITICAL_FEEDBACK = "critical_feedback", _("Critical feedback")

    class Reason(models.TextChoices):
        """Why somebody does not want to work with us (F-80)."""

        NO_TIME = "no_time", _("No time")
        NO_BENEFIT = "no_benefit", _("Sees no benefit")
        LET_DOWN = "let_down", _("Was let down before")
        INDEPENDENCE = "independence", _("Wants no ties to industry")
        EMPLOYER = "employer", _("The employer does not allow it")
        SCIENCE = "science", _("Disagrees with the data or the study design")
        TOO_MUCH = "too_much", _("Contacted too often, or by too many of us")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        """See `workflow.TRANSITIONS` for what may follow what."""

        OPEN = "open", _("Open")
        ASSIGNED = "assigned", _("Assigned")
        IN_PROGRESS = "in_progress", _("In progress")
        ANSWERED = "answered", _("Answered")
        MET = "met", _("Confirmed as met")
        CLOSED = "closed", _("Closed, not met")

    class Priority(models.IntegerChoices):
        """How much it matters beside others of the same age."""

        LOW = 1, _("Low")
        NORMAL = 2, _("Normal")
        HIGH = 3, _("High")

    PENDING = (State.OPEN, State.ASSIGNED, State.IN_PROGRESS, State.ANSWERED)

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    reason = models.CharField(_("why they do not want to"), max_length=15, choices=Reason.choices, blank=True)
    words = models.TextField(_("in their words"), max_length=2_000)
    stakeholder = models.ForeignKey(
        Stakeholder, models.PROTECT, related_name="unmet_needs", verbose_name=_("whose")
    )
    therapeutic_area = models.ForeignKey(
        TherapeuticArea, models.PROTECT, related_name="+", verbose_name=_("therapeutic area")
    )
    interaction = models.ForeignKey(
        Interaction,
        models.PROTECT,
        related_name="unmet_needs",
        null=True,
        blank=True,
        verbose_name=_("heard in"),
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("heard by"))
    heard_on = models.DateField(_("heard on"))
    owner = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("owner")
    )
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority.choices, default=Priority.NORMAL
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    answer = models.TextField(_("answer"), blank=True, max_length=5_000)
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)
    confirmation = models.TextField(_("what they said to the answer"), blank=True, max_length=2_000)
    close_reason = models.TextField(_("why it is not met"), blank=True, max_length=2_000)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)

    objects = UnmetNeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="critical_feedback") ^ Q(reason=""), name="need_feedback_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="closed") | Q(state="open", owner=None) | ~Q(state="open") & ~Q(owner=None),
                name="need_open_without_owner",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "met"]) | ~Q(answer="") & Q(answered_on__isnull=False),
                name="need_answered_with_words",
            ),
            models.CheckConstraint(
                condition=~Q(state="met") | ~Q(confirmation=""), name="need_met_as_they_say"
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(close_reason=""), name="need_closed_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["met", "closed"]) ^ Q(closed_on=None), name="need_closed_with_day"
            ),
        ]
        indexes = [
            models.Index(fields=["heard_on", "id"], name="need_by_age"),
            models.Index(fields=["owner", "heard_on", "id"], name="need_by_owner"),
            models.Index(fields=["recorded_by", "heard_on"], name="need_by_recorder"),
            models.Index(fields=["stakeholder", "heard_on"], name="need_by_stakeholder"),
            models.Index(fields=["interaction"], name="need_by_interaction"),
        ]

    def __str__(self) -> str:
        return Truncator(self.words).chars(HEADING)

    def get_absolute_url(self) -> str:
        """The need's page."""
        return reverse("needs:read", args=[self.pk])

    @property
    def is_pending(self) -> bool:
        """Neither confirmed as met nor closed."""
        return self.state in self.PENDING

    @property
    def is_feedback(self) -> bool:
        """Critical feedback, which has a reason."""
        return self.kind == self.Kind.CRITICAL_FEEDBACK

    @property
    def days_open(self) -> int:
        """Days since it was heard, in the reader's zone; up to its end once it is closed."""
        end: date = self.closed_on or timezone.localdate()
        return max((end - self.heard_on).days, 0)

    @property
    def age(self) -> Age:
        """Whether it waits for long; see `ageing`."""
        return age_of(self.days_open, self.priority)
