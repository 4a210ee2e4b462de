"""SHARED: what everybody should know before a visit (F-87). Fixed choices and days, no free text: both sides read it,
and a word that says why would be the content that the wall keeps apart."""

from datetime import date
from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.coordination.models.touchpoints import READERS, Touchpoint
from apps.core.models import BaseModel, RevisionedModel
from apps.directory.models import Account
from apps.firewall.sides import Side
from apps.users.models import User


class ContextQuerySet(models.QuerySet[Any]):
    """What is known of accounts."""

    def visible_to(self, user: User) -> Self:
        """Whoever may see envelopes."""
        return self if user.side in READERS else self.none()

    def current(self) -> Self:
        """Not archived."""
        return self.filter(archived_at=None)

    def around(self, account: Account) -> Self:
        """Of the account and of all it is part of."""
        return self.filter(account__in=account.path)

    def covering(self, day: date) -> Self:
        """Those that hold on this day; what has no end is that one day."""
        ends = Q(ends_on__gte=day) | Q(ends_on=None, starts_on=day)
        return self.filter(ends, starts_on__lte=day)


class ContextModel(RevisionedModel):
    """One thing known of an account, kept by whoever knows it; put away instead of deleted."""

    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ContextQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_archived(self) -> bool:
        """Whether it was put away."""
        return self.archived_at is not None

    def get_absolute_url(self) -> str:
        """The page of all that is known of the account."""
        return reverse("coordination:context", args=[self.account_id])  # type: ignore[attr-defined]


@pghistory.track()
class AccountPhase(ContextModel):
    """Where the work with an account stands, from a day on. The latest one holds; earlier ones tell the way."""

    side = Side.SHARED

    class Phase(models.TextChoices):
        """Neutral words: how far the two organisations are, not what is sold."""

        DORMANT = "dormant", _("Dormant")
        EXPLORING = "exploring", _("Exploring")
        ACTIVE = "active", _("Active")
        FORMULARY = "formulary", _("Formulary assessment")
        NEGOTIATION = "negotiation", _("Contract negotiation")
        IMPLEMENTATION = "implementation", _("Implementation")
        ESTABLISHED = "established", _("Established")
        PAUSED = "paused", _("Paused")

    account = models.ForeignKey(Account, models.PROTECT, related_name="phases", verbose_name=_("account"))
    phase = models.CharField(_("phase"), max_length=20, choices=Phase.choices)
    starts_on = models.DateField(_("since"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))

    class Meta:
        indexes = [models.Index(fields=["account", "-starts_on", "-id"], name="phase_by_account")]

    def __str__(self) -> str:
        return self.get_phase_display()


@pghistory.track()
class CriticalEvent(ContextModel):
    """Something in the account that every visitor should know of, on a day or over some days."""

    side = Side.SHARED

    class Kind(models.TextChoices):
        """What it is. What it is about is asked of the colleague who recorded it."""

        FORMULARY_REVIEW = "formulary_review", _("Formulary review")
        CONTRACT_FREEZE = "contract_freeze", _("Contract freeze")
        TENDER = "tender", _("Tender")
        COMPLAINT = "complaint", _("Complaint")
        TRIAL_START = "trial_start", _("Trial start")
        AUDIT = "audit", _("Audit or inspection")
        LEADERSHIP_CHANGE = "leadership_change", _("Change of leadership")
        REORGANISATION = "reorganisation", _("Merger or reorganisation")
        CONGRESS = "congress", _("Congress or meeting of theirs")
        SUPPLY = "supply", _("Supply problem")

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="critical_events", verbose_name=_("account")
    )
    kind = models.CharField(_("event"), max_length=20, choices=Kind.choices)
    starts_on = models.DateField(_("on"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))

    class Meta:
        indexes = [models.Index(fields=["account", "starts_on", "id"], name="event_by_account")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="event_ends_after_its_start"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@pghistory.track()
class DoNotVisitWindow(ContextModel):
    """Days on which nobody of us should come."""

    side = Side.SHARED

    class Reason(models.TextChoices):
        """Why, as far as both sides may know."""

        AT_THEIR_REQUEST = "at_their_request", _("At their request")
        HOLIDAYS = "holidays", _("Holidays")
        INSPECTION = "inspection", _("Inspection")
        TENDER = "tender", _("Tender or contract under way")
        OUTBREAK = "outbreak", _("Outbreak or emergency")
        RELOCATION = "relocation", _("Relocation or building work")
        OUR_DECISION = "our_decision", _("Decided by us")

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="do_not_visit_windows", verbose_name=_("account")
    )
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))

    class Meta:
        indexes = [models.Index(fields=["account", "starts_on", "id"], name="no_visit_by_account")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="window_ends_after_its_start"
            )
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


class BriefViewQuerySet(models.QuerySet[Any]):
    """Openings of the brief."""

    def visible_to(self, user: User) -> Self:
        """Whoever may see envelopes."""
        return self if user.side in READERS else self.none()


class BriefView(BaseModel):
    """Somebody opened the brief of a contact. Written once."""

    side = Side.SHARED
    insert_only = True

    touchpoint = models.ForeignKey(Touchpoint, models.PROTECT, related_name="brief_views")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    viewed_at = models.DateTimeField()

    objects = BriefViewQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["touchpoint", "viewed_at"], name="brief_view_by_touchpoint")]

    def __str__(self) -> str:
        return f"{self.user_id} opened the brief of {self.touchpoint_id}"
