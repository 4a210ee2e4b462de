"""MEDICAL: who sees to which hand-offs: rules as data."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticArea
from apps.firewall.sides import Side
from apps.handoffs.models import Handoff
from apps.users.models import Territory
from apps.users.receiving import ReceivingRule, person_or_team


@pghistory.track()
class HandoffRule(ReceivingRule):
    """For hand-offs. A territory holds what lies below it as well."""

    side = Side.MEDICAL

    therapeutic_area = models.ForeignKey(
        TherapeuticArea,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("therapeutic area"),
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("territory")
    )
    wanted = models.CharField(_("what is wanted"), max_length=20, choices=Handoff.Wanted.choices, blank=True)

    class Meta(ReceivingRule.Meta):
        constraints = [
            person_or_team("handoff_rule_person_or_team"),
            models.UniqueConstraint(
                fields=["therapeutic_area", "territory", "wanted"],
                condition=Q(is_active=True),
                nulls_distinct=False,
                name="one_handoff_rule_a_case",
                violation_error_message=_("There is a rule for exactly this already."),
            ),
        ]

    def __str__(self) -> str:
        named = [self.therapeutic_area, self.territory, self.get_wanted_display() if self.wanted else ""]
        return " · ".join(str(part) for part in named if part) or str(_("Everything else"))
