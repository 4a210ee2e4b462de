"""Who answers what, and within how long: rules as data. They hold no word of anybody's question."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product
from apps.core.models import BaseModel
from apps.firewall.sides import Side
from apps.users.receiving import ReceivingRule, person_or_team


class Kind(models.TextChoices):
    """What is asked for."""

    MEDICAL = "medical", _("Medical")
    HEOR = "heor", _("HEOR")


class Complexity(models.TextChoices):
    """F-86: how much work an answer is."""

    SIMPLE = "simple", _("Simple: an answer is at hand")
    STANDARD = "standard", _("Standard: to be looked up")
    COMPLEX = "complex", _("Complex: to be searched for and written")


@pghistory.track()
class RoutingRule(ReceivingRule):
    """For requests.

    MEDICAL, though it holds no content: which products are asked about where is nobody else's business. Administrators
    keep the teams, and so say who stands in a queue.
    """

    side = Side.MEDICAL

    product = models.ForeignKey(
        Product, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("product")
    )
    country = models.CharField(_("country"), max_length=2, blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True)
    kind = models.CharField(_("type"), max_length=10, choices=Kind.choices, blank=True)

    class Meta(ReceivingRule.Meta):
        constraints = [
            person_or_team("rule_names_person_or_team"),
            models.UniqueConstraint(
                fields=["product", "country", "language", "kind"],
                condition=Q(is_active=True),
                nulls_distinct=False,
                name="one_rule_for_each_case",
                violation_error_message=_("There is a rule for exactly this already."),
            ),
        ]

    def __str__(self) -> str:
        asked = [self.product, self.country, self.language, self.get_kind_display() if self.kind else ""]
        return " · ".join(str(part) for part in asked if part) or str(_("Everything else"))


@pghistory.track()
class ResponseTime(BaseModel):
    """Within how long a request of a kind and complexity is answered. What has no row takes `due.DEFAULTS`."""

    side = Side.MEDICAL

    class Unit(models.TextChoices):
        """Of working time, in the calendar of the request's country."""

        HOURS = "hours", _("working hours")
        DAYS = "days", _("working days")

    kind = models.CharField(_("type"), max_length=10, choices=Kind.choices)
    complexity = models.CharField(_("complexity"), max_length=10, choices=Complexity.choices)
    amount = models.PositiveSmallIntegerField(
        _("within"), validators=[MinValueValidator(1), MaxValueValidator(250)]
    )
    unit = models.CharField(_("unit"), max_length=5, choices=Unit.choices, default=Unit.DAYS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "complexity"], name="one_response_time")]

    def __str__(self) -> str:
        return f"{self.amount} {self.get_unit_display()}"
