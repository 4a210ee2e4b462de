"""Affiliations: a stakeholder in an account, with role, decision role and dates."""

from datetime import date, timedelta
from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.models import RevisionedModel
from apps.directory.choices import DecisionRole, Evidence
from apps.directory.models.accounts import Account
from apps.directory.models.base import READERS
from apps.directory.models.stakeholders import Stakeholder
from apps.firewall.sides import Side
from apps.users.models import User

#: Decision roles change with people and budgets: once a year somebody looks again.
REVIEWED_EVERY = timedelta(days=365)


class AffiliationQuerySet(models.QuerySet[Any]):
    """Affiliations."""

    def visible_to(self, user: User) -> Self:
        """Whoever may read the directory."""
        return self if user.side in READERS else self.none()

    def current(self, *, on: date | None = None) -> Self:
        """Not ended by a day; by today in the reader's zone unless another day is given."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=on or timezone.localdate()))


@pghistory.track()
class Affiliation(RevisionedModel):
    """Ended affiliations stay: a career is part of who somebody is."""

    side = Side.SHARED

    stakeholder = models.ForeignKey(Stakeholder, models.PROTECT, related_name="affiliations")
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="affiliations", verbose_name=_("account")
    )
    role = models.CharField(
        _("role"), max_length=150, blank=True, help_text=_("For example Head of Haematology")
    )
    decision_role = models.CharField(
        _("decision role"), max_length=20, choices=DecisionRole.choices, default=DecisionRole.UNKNOWN
    )
    decision_evidence = models.CharField(
        _("decision role known from"), max_length=20, choices=Evidence.choices, blank=True
    )
    decision_link = models.URLField(
        _("where that is written"), blank=True, help_text=_("A link both sides may open.")
    )
    decision_reviewed_on = models.DateField(_("decision role reviewed on"), null=True, blank=True)
    started_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True, editable=False)
    is_primary = models.BooleanField(_("main affiliation"), default=False)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        ordering = ["-is_primary", "-started_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(started_on=None) | Q(ended_on__gte=F("started_on")),
                name="affiliation_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["stakeholder"],
                condition=Q(is_primary=True, ended_on=None),
                name="one_main_affiliation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stakeholder}, {self.role or self.get_decision_role_display()} at {self.account}"

    @property
    def needs_review(self) -> bool:
        """A decision role that nobody looked at for a year, or ever."""
        if self.decision_role == DecisionRole.UNKNOWN:
            return False
        looked = self.decision_reviewed_on
        return looked is None or looked < timezone.localdate() - REVIEWED_EVERY

    @property
    def is_over(self) -> bool:
        """Whether it ended before today."""
        return self.ended_on is not None and self.ended_on < timezone.localdate()
