"""Affiliations: a stakeholder in an account, with role, decision role and dates."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import RevisionedModel
from apps.directory.choices import DecisionRole
from apps.directory.models.accounts import Account
from apps.directory.models.stakeholders import Stakeholder
from apps.firewall.sides import Side


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
    started_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("to"), null=True, blank=True)
    is_primary = models.BooleanField(_("main affiliation"), default=False)

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
