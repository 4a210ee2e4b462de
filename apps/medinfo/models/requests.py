"""A medical or HEOR request (F-84): an unsolicited question, in the asker's own words, and what became of it."""

from typing import Any, Self

import pghistory
import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product, TherapeuticArea
from apps.catalog.reach import in_reach
from apps.core.models import RevisionedModel
from apps.directory.choices import Channel
from apps.directory.models import Affiliation, Stakeholder
from apps.firewall.sides import Side
from apps.interactions.models import Interaction
from apps.medinfo.models.rules import Complexity, Kind, RoutingRule
from apps.users.models import Team, User


class MedicalRequestQuerySet(models.QuerySet[Any]):
    """Requests."""

    def visible_to(self, user: User) -> Self:
        """Who answers sees what is routed to them, or waits in their queue. Others as interactions: own ones, those in
        their therapeutic areas, a manager also the team's."""
        if user.side == Side.MEDICAL and user.facts.answers:
            return self.filter(Q(answerer=user) | self._waiting_for(user))
        return in_reach(self, user, "owner")

    def _waiting_for(self, user: User) -> Q:
        """Nobody has it yet, and it waits in the queue of this person's team or in the one of everybody who answers."""
        return Q(state=MedicalRequest.State.SUBMITTED, answerer=None) & (
            Q(queue=None) | Q(queue=user.team_id) if user.team_id else Q(queue=None)
        )

    def unanswered(self) -> Self:
        """With medical information, or returned with a question: the asker still waits."""
        return self.filter(state__in=MedicalRequest.UNANSWERED)


@pghistory.track()
class MedicalRequest(RevisionedModel):
    """One question. Whether it is overdue is computed, never stored; once closed, no column of it changes any more."""

    side = Side.MEDICAL

    Kind = Kind
    Complexity = Complexity

    class State(models.TextChoices):
        """See `workflow.TRANSITIONS` for what may follow what."""

        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waiting for an answer")
        ASSIGNED = "assigned", _("In work")
        RETURNED = "returned", _("Returned with a question")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed and signed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class LabelClass(models.TextChoices):
        """Whether the question is about the approved use; the medical side says so, never the asker."""

        ON_LABEL = "on_label", _("Within the label")
        OFF_LABEL = "off_label", _("Outside the label")
        NO_PRODUCT = "no_product", _("About no product")

    class Delivery(models.TextChoices):
        """How the asker wants the answer."""

        EMAIL = "email", _("Letter by e-mail")
        POST = "post", _("Letter by post")
        PHONE = "phone", _("By phone")
        VIDEO = "video", _("In a video call")
        IN_PERSON = "in_person", _("In person, by the liaison")

    UNANSWERED = (State.SUBMITTED, State.ASSIGNED, State.RETURNED)

    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("taken in by"))
    kind = models.CharField(_("type"), max_length=10, choices=Kind.choices, default=Kind.MEDICAL)
    asker = models.ForeignKey(
        Stakeholder, models.PROTECT, related_name="medical_requests", verbose_name=_("asked by")
    )
    affiliation = models.ForeignKey(
        Affiliation, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("asking for")
    )
    question = models.TextField(_("question"), max_length=10_000)
    product = models.ForeignKey(
        Product, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("product")
    )
    therapeutic_area = models.ForeignKey(
        TherapeuticArea, models.PROTECT, related_name="+", verbose_name=_("therapeutic area")
    )
    label_class = models.CharField(_("label"), max_length=12, choices=LabelClass.choices, blank=True)
    country = models.CharField(_("country"), max_length=2)
    language = models.CharField(_("language"), max_length=2)
    complexity = models.CharField(
        _("complexity"), max_length=10, choices=Complexity.choices, default=Complexity.STANDARD
    )
    volume = models.PositiveSmallIntegerField(
        _("questions in it"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    channel = models.CharField(_("asked by way of"), max_length=20, choices=Channel.choices)
    received_at = models.DateTimeField(_("asked"))
    interaction = models.ForeignKey(
        Interaction,
        models.PROTECT,
        related_name="medical_requests",
        null=True,
        blank=True,
        verbose_name=_("asked in"),
    )
    delivery = models.CharField(
        _("answer wanted"), max_length=10, choices=Delivery.choices, default=Delivery.EMAIL
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    attested_by = models.ForeignKey(
        User,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("attested as unsolicited by"),
    )
    attested_at = models.DateTimeField(_("attested"), null=True, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    due_at = models.DateTimeField(_("due"), null=True, blank=True, editable=False)
    queue = models.ForeignKey(
        Team, models.PROTECT, related_name="+", null=True, blank=True, editable=False, verbose_name=_("queue")
    )
    answerer = models.ForeignKey(
        User,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("answered by"),
    )
    assigned_at = models.DateTimeField(_("taken"), null=True, blank=True, editable=False)
    routed_by = models.ForeignKey(
        RoutingRule,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("routed by"),
    )
    routed_because = models.CharField(
        _("why there"), max_length=200, blank=True, editable=False, help_text="The rule as it was then."
    )
    return_question = models.TextField(_("asked back"), blank=True, max_length=5_000)
    withdraw_reason = models.TextField(_("why it was withdrawn"), blank=True, max_length=5_000)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    earlier = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="later",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("earlier version"),
    )
    reopen_reason = models.TextField(_("why it was reopened"), blank=True, max_length=5_000)

    objects = MedicalRequestQuerySet.as_manager()

    class Meta:
        triggers = [
            # Grants cannot tell rows apart; this can, whoever writes and by whatever way.
            pgtrigger.Protect(
                name="closed_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="closed"),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(attested_by__isnull=False, attested_at__isnull=False, submitted_at__isnull=False),
                name="request_attested_before_submitted",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(due_at__isnull=False),
                name="request_has_due_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["assigned", "answered", "closed"]) | Q(answerer__isnull=False),
                name="request_in_work_has_answerer",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "closed"]) | Q(answered_at__isnull=False),
                name="request_answered_with_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False)
                | (~Q(state="closed") & Q(closed_at__isnull=True)),
                name="request_closed_with_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_question=""),
                name="request_returned_with_question",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdraw_reason=""),
                name="request_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(version=1, earlier__isnull=True)
                | (Q(version__gt=1, earlier__isnull=False) & ~Q(reopen_reason="")),
                name="request_version_follows_earlier",
            ),
        ]
        indexes = [
            models.Index(fields=["received_at", "id"], name="request_by_received"),
            models.Index(fields=["due_at", "id"], name="request_by_due"),
            models.Index(fields=["asker", "received_at"], name="request_by_asker"),
            models.Index(fields=["owner", "received_at"], name="request_by_owner"),
            models.Index(fields=["answerer", "due_at"], name="request_by_answerer"),
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["submitted", "assigned", "returned"]),
                name="request_unanswered",
            ),
        ]

    def __str__(self) -> str:
        return self.question[:80]

    def get_absolute_url(self) -> str:
        """The request's page."""
        return reverse("medinfo:read", args=[self.pk])

    @property
    def is_unanswered(self) -> bool:
        """Submitted, and the asker still waits."""
        return self.state in self.UNANSWERED

    @property
    def is_locked(self) -> bool:
        """Closed with a signature."""
        return self.state == self.State.CLOSED

    @property
    def is_overdue(self) -> bool:
        """Unanswered after its moment."""
        return bool(self.is_unanswered and self.due_at and self.due_at < timezone.now())

    @property
    def days_late(self) -> int:
        """Whole days since an unanswered request was due; 0 while it is not."""
        return (timezone.now() - self.due_at).days if self.is_overdue and self.due_at else 0

    @property
    def is_in_time(self) -> bool:
        """Answered by its moment."""
        return bool(self.answered_at and self.due_at and self.answered_at <= self.due_at)
