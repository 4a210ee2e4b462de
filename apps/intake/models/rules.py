"""MEDICAL: who sees to which hand-offs: rules as data."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticArea
from apps.core.models import BaseModel
from apps.firewall.sides import Side
from apps.handoffs.models import Handoff
from apps.users.models import Team, Territory, User


@pghistory.track()
class HandoffRule(BaseModel):
    """Hand-offs that fit go to a person or a team. An empty field fits everything; the most specific rule wins.

    A territory holds what lies below it as well.
    """

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
    person = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("person")
    )
    team = models.ForeignKey(
        Team, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("team")
    )
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(team__isnull=True),
                name="handoff_rule_person_or_team",
                violation_error_message=_("Choose a person or a team, not both."),
            ),
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

    @property
    def receiver(self) -> str:
        """Who gets it, in words."""
        return str(self.person or self.team)
