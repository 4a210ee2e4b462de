"""MEDICAL: reports as they were when they were made, and who wants which."""

from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core.measuring import Period
from apps.core.models import BaseModel
from apps.firewall.sides import Side
from apps.users.models import User


class EditionQuerySet(models.QuerySet[Any]):
    """Editions."""

    def visible_to(self, user: User) -> Self:
        """Everybody reads their own, and nobody another's."""
        return self.filter(person=user) if user.side == Side.MEDICAL else self.none()


class Edition(BaseModel):
    """One report of one person about one period: numbers and keys, no words. Written once, and never twice.

    What the keys stand for is read when the page is opened, as far as its reader may still see it; the numbers stay.
    """

    side = Side.MEDICAL
    insert_only = True

    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("for"))
    report = models.CharField(_("report"), max_length=30, help_text="Name of a registered report.")
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("to"))
    content = models.JSONField(help_text="Part to line to count and keys, as the parts found them.")

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "report", "first_day"], name="one_edition_a_period"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="edition_days_in_order"),
        ]
        indexes = [models.Index(fields=["person", "first_day", "id"], name="edition_by_person")]

    def __str__(self) -> str:
        return f"{self.report} {self.first_day}"

    def get_absolute_url(self) -> str:
        """The edition's page."""
        return reverse("dashboards:read", args=[self.pk])

    @property
    def period(self) -> Period:
        """What it is about."""
        return Period(self.first_day, self.last_day)


class SubscriptionQuerySet(models.QuerySet[Any]):
    """Choices."""

    def visible_to(self, user: User) -> Self:
        """Everybody has their own."""
        return self.filter(person=user) if user.side == Side.MEDICAL else self.none()


@pghistory.track()
class Subscription(BaseModel):
    """Whether a person wants a report. Who said nothing gets it."""

    side = Side.MEDICAL

    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    report = models.CharField(_("report"), max_length=30)
    is_wanted = models.BooleanField(_("wanted"), default=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "report"], name="one_choice_a_report"),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.is_wanted}"
