"""Rules as data that send work to a person or a team: what they have in common, whatever kind of work it is.

Each kind has a table of its own, on the side that it belongs to. Which rule goes first says `apps.core.ruling`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.users.models import Team, User


class ReceivingRule(BaseModel):
    """Work that fits goes to a person or a team. An empty field fits everything; the most specific rule wins."""

    person = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("person")
    )
    team = models.ForeignKey(
        Team, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("team")
    )
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        abstract = True
        ordering = ["created_at"]

    @property
    def receiver(self) -> User | Team | None:
        """Who gets it: a person, or a team's queue."""
        return self.person or self.team


def person_or_team(name: str) -> models.CheckConstraint:
    """The constraint of a rule's table, under its name."""
    return models.CheckConstraint(
        condition=Q(person__isnull=True) ^ Q(team__isnull=True),
        name=name,
        violation_error_message=_("Choose a person or a team, not both."),
    )


Rule = TypeVar("Rule", bound=ReceivingRule)


@dataclass(frozen=True)
class Route(Generic[Rule]):
    """Where something goes and why. Neither person nor team: the queue of everybody who could see to it."""

    rule: Rule | None
    person: User | None
    team: Team | None
    because: str


def route_by(rules: Iterable[Rule], has_somebody: Callable[[Rule], bool]) -> Route[Rule] | None:
    """By the first rule whose people are not all gone; None where there is no such rule."""
    for rule in rules:
        if has_somebody(rule):
            words = str(_("%(rule)s: %(receiver)s") % {"rule": rule, "receiver": rule.receiver})
            return Route(rule, rule.person, rule.team, words[:200])
    return None
