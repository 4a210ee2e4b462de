"""Incidents and near misses, what was done about them, and what was said meanwhile."""

from datetime import date
from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel, RevisionedModel
from apps.firewall.sides import Side
from apps.incidents.choices import OPEN, Found, IncidentKind, Severity, State
from apps.users.models import User


class OversightQuerySet(models.QuerySet[Any]):
    """Rows of compliance."""

    def visible_to(self, user: User) -> Self:
        """Compliance officers see all of them, nobody else any: not even who reported one."""
        return self if user.side == Side.OVERSIGHT else self.none()


class IncidentQuerySet(OversightQuerySet):
    """Incidents."""

    def pending(self) -> Self:
        """Not closed."""
        return self.filter(state__in=OPEN)


@pghistory.track()
class Incident(RevisionedModel):
    """A breach or near miss of the firewall (F-92). Whoever reports adds the row, and never reads it."""

    side = Side.OVERSIGHT

    kind = models.CharField(_("kind"), max_length=20, choices=IncidentKind.choices)
    what_happened = models.TextField(_("what happened"), max_length=5_000)
    happened_on = models.DateField(_("happened on"))
    found = models.CharField(_("came to light by"), max_length=12, choices=Found.choices)
    found_id = models.UUIDField(_("key of what it was found by"), null=True, blank=True, unique=True)
    reported_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("reported by")
    )
    severity = models.PositiveSmallIntegerField(
        _("severity"), choices=Severity.choices, null=True, blank=True
    )
    owner = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("looked after by")
    )
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.REPORTED)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed") ^ Q(closed_on=None), name="incident_closed_with_day"
            ),
            models.CheckConstraint(
                condition=Q(state="reported") | Q(severity__isnull=False) & Q(owner__isnull=False),
                name="incident_triaged_with_severity",
            ),
            models.CheckConstraint(
                condition=Q(reported_by=None) | Q(found__in=["report", "review"]),
                name="incident_anonymous_without_name",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at", "id"], name="incident_by_time"),
            models.Index(fields=["state", "created_at"], name="incident_by_state"),
        ]

    def __str__(self) -> str:
        return Truncator(self.what_happened).chars(90)

    def get_absolute_url(self) -> str:
        """The incident's page."""
        return reverse("incidents:read", args=[self.pk])

    @property
    def days_open(self) -> int:
        """Days since it was known, up to its end once it is closed."""
        end: date = self.closed_on or timezone.localdate()
        return max((end - timezone.localdate(self.created_at)).days, 0)


@pghistory.track()
class CorrectiveAction(RevisionedModel):
    """What is changed so that it does not happen again; somebody answers for it by a day."""

    side = Side.OVERSIGHT

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="corrective_actions")
    what = models.TextField(_("what is done"), max_length=2_000)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("who does it"))
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    objects = OversightQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return Truncator(self.what).chars(90)

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed and it is not done."""
        return self.done_on is None and self.due_on < timezone.localdate()


class LogEntry(BaseModel):
    """A comment on an incident, or the reason for a step of it. Written once."""

    side = Side.OVERSIGHT
    insert_only = True

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="log")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    to_state = models.CharField(_("state"), max_length=16, choices=State.choices, blank=True)
    words = models.TextField(_("words"), max_length=5_000, blank=True)

    objects = OversightQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words="") | ~Q(to_state=""), name="log_entry_says_something")
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M} {self.get_to_state_display()}"
