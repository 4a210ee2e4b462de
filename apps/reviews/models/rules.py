"""SHARED: rules that find words which steer the other function. Compliance keeps them; no page shows them to others.

They stand on shared ground because each side's own role has to read them where its words are written.
"""

from typing import Any, Self

import pghistory
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from apps.core.models import RevisionedModel
from apps.firewall.sides import Side
from apps.reviews.models.guards import kept_by_compliance
from apps.users.models import User

#: As long as a rule may be; with an engine that reads each letter once, this bounds what a rule costs.
LONGEST = 300


class SteeringRuleQuerySet(models.QuerySet[Any]):
    """Rules."""

    def visible_to(self, user: User) -> Self:
        """Compliance."""
        return self if user.side == Side.OVERSIGHT else self.none()


@pghistory.track()
class SteeringRule(RevisionedModel):
    """Words that send a text to compliance. A hit never blocks, and the writer does not learn of it."""

    side = Side.SHARED

    class How(models.TextChoices):
        """How the words are looked for; upper case, accents and line breaks make no difference."""

        CONTAINS = "contains", _("Contains these letters")
        EXACT = "exact", _("Contains these whole words")
        REGEX = "regex", _("Matches this regular expression")

    class Field(models.TextChoices):
        """Texts that cross the wall."""

        HANDOFF = "handoff", _("Words of a hand-off")
        JOINT_VISIT = "joint_visit", _("Reason for a joint visit")
        PLAN = "plan", _("Goal or milestone of an account plan")

    code = models.SlugField(
        _("code"), max_length=40, help_text=_("By this the reviewer knows which rule it was.")
    )
    how = models.CharField(_("how"), max_length=10, choices=How.choices, default=How.EXACT)
    pattern = models.CharField(_("words"), max_length=LONGEST)
    field = models.CharField(
        _("where"), max_length=12, choices=Field.choices, blank=True, help_text=_("Empty: everywhere.")
    )
    country = models.CharField(_("country"), max_length=2, blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = SteeringRuleQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        triggers = [kept_by_compliance()]
        constraints = [
            models.UniqueConstraint(
                Lower("code"),
                name="one_steering_rule_a_code",
                violation_error_message=_("This code is taken."),
            )
        ]

    def __str__(self) -> str:
        return self.code
