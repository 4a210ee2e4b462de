"""SHARED tables of the stakeholder map: committees, seats in them, and ties between stakeholders."""

from datetime import date
from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.models import RevisionedModel
from apps.directory.choices import Evidence
from apps.directory.models import Account, Stakeholder
from apps.directory.models.base import READERS
from apps.firewall.sides import Side
from apps.influence.choices import FORMAL, CommitteeKind, SeatRole, TieKind
from apps.users.models import User


class MapQuerySet(models.QuerySet[Any]):
    """Rows of the map."""

    def visible_to(self, user: User) -> Self:
        """Whoever may read the directory."""
        return self if user.side in READERS else self.none()

    def current(self, *, on: date | None = None) -> Self:
        """Not ended by a day; by today in the reader's zone unless another day is given."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on or timezone.localdate()))


class MapModel(RevisionedModel):
    """What stands on the map until a day; nothing is deleted."""

    ended_on = models.DateField(_("to"), null=True, blank=True)

    objects = MapQuerySet.as_manager()

    class Meta:
        abstract = True


@pghistory.track()
class Committee(MapModel):
    """A body of an account that decides or advises."""

    side = Side.SHARED

    account = models.ForeignKey(Account, models.PROTECT, related_name="committees", verbose_name=_("account"))
    name = models.CharField(_("name"), max_length=200, help_text=_("As the account itself calls it."))
    kind = models.CharField(_("kind"), max_length=20, choices=CommitteeKind.choices)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                F("account"),
                Lower("name"),
                condition=Q(ended_on=None),
                name="committee_once",
                violation_error_message=_("This account has a committee of that name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The committee's page."""
        return reverse("influence:committee", args=[self.pk])

    @property
    def is_dissolved(self) -> bool:
        """Put away; it can be brought back."""
        return self.ended_on is not None


@pghistory.track()
class Seat(MapModel):
    """A stakeholder in a committee. Who left stays: it is part of who somebody is."""

    side = Side.SHARED

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats")
    stakeholder = models.ForeignKey(
        Stakeholder, models.PROTECT, related_name="seats", verbose_name=_("stakeholder")
    )
    role = models.CharField(_("role"), max_length=12, choices=SeatRole.choices, default=SeatRole.MEMBER)
    started_on = models.DateField(_("from"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "stakeholder"],
                condition=Q(ended_on=None),
                name="sits_once",
                violation_error_message=_("This person sits in the committee already."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(started_on=None) | Q(ended_on__gte=F("started_on")),
                name="seat_ends_after_start",
                violation_error_message=_("This is before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stakeholder}, {self.get_role_display()}"


@pghistory.track()
class Tie(MapModel):
    """How one stakeholder stands to another."""

    side = Side.SHARED

    source = models.ForeignKey(
        Stakeholder, models.PROTECT, related_name="ties_out", verbose_name=_("stakeholder")
    )
    kind = models.CharField(_("tie"), max_length=20, choices=TieKind.choices)
    target = models.ForeignKey(Stakeholder, models.PROTECT, related_name="ties_in", verbose_name=_("to whom"))
    evidence = models.CharField(_("known from"), max_length=20, choices=Evidence.choices)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="tie_between_two",
                violation_error_message=_("Choose another person."),
            ),
            models.UniqueConstraint(
                fields=["source", "target", "kind"],
                condition=Q(ended_on=None),
                name="tied_once",
                violation_error_message=_("This tie is recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"

    @property
    def is_formal(self) -> bool:
        """It stands in an organisation chart."""
        return self.kind in FORMAL

    @property
    def is_over(self) -> bool:
        """It was taken off the map; it can be brought back."""
        return self.ended_on is not None
