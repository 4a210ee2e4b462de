"""Who of us knows whom: held contacts of each function, told as the disclosure policy says."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.coordination.models import Touchpoint, TouchpointStakeholder
from apps.coordination.models.told import disclosure_for, first_day
from apps.users.models import User

#: Contacts further back say nothing about who knows somebody now.
LOOKED_BACK = timedelta(days=730)


class Strength(models.TextChoices):
    """How well one of us knows somebody, by how often and how lately they met."""

    STRONG = "strong", _("Strong")
    SOME = "some", _("Some")
    FADING = "fading", _("Fading")


@dataclass(frozen=True)
class Acquaintance:
    """One of us, or one function where the policy hides the person, and how often they met a stakeholder."""

    function: str
    owner_id: uuid.UUID | None
    name: str
    count: int
    last_on: date

    @property
    def function_name(self) -> str:
        """Medical or commercial."""
        return str(Touchpoint.Function(self.function).label)

    @property
    def strength(self) -> Strength:
        """Strong: three contacts or more in two years, the last within 90 days. Fading: none for a year."""
        age = timezone.localdate() - self.last_on
        if age > timedelta(days=365):
            return Strength.FADING
        return Strength.STRONG if self.count >= 3 and age <= timedelta(days=90) else Strength.SOME


def who_knows(user: User, people: Collection[Any]) -> dict[Any, list[Acquaintance]]:
    """For each stakeholder (key), who of us met them within two years, the latest first: two statements and names.

    Counted by the database: a long history costs no more rows. What the policy hides is left out or coarser here.
    """
    counted: dict[tuple[Any, str, Any], tuple[int, date]] = {}
    for stakeholder, function, owner, count, last in _counts(user, people):
        known, latest = counted.get((stakeholder, function, owner), (0, last))
        counted[stakeholder, function, owner] = known + count, max(latest, last)
    names = _names(owner for _person, _function, owner in counted)
    found = defaultdict(list)
    for (stakeholder, function, owner), (count, last) in counted.items():
        found[stakeholder].append(Acquaintance(function, owner, names.get(owner, ""), count, last))
    for rows in found.values():
        rows.sort(key=lambda row: (row.last_on, row.count, row.name), reverse=True)
    return dict(found)


def _counts(user: User, people: Collection[Any]) -> Iterable[tuple[Any, str, Any, int, date]]:
    """Stakeholder, function, owner (None where hidden), number of contacts, the last one's day or week."""
    disclosure = disclosure_for(user)
    held = TouchpointStakeholder.objects.visible_to(user).filter(
        stakeholder__in=people,
        touchpoint__state=Touchpoint.State.HELD,
        starts_at__gte=timezone.now() - LOOKED_BACK,
    )
    # What may be told of a contact is asked of each group below; the rows themselves are read for nobody.
    rows = (
        TouchpointStakeholder.objects.filter(pk__in=held.order_by().values("pk"))
        if disclosure.other
        else held
    )
    grouped = rows.order_by().values_list(
        "stakeholder_id", "touchpoint__function", "touchpoint__owner_id", "touchpoint__purpose_id"
    )
    for stakeholder, function, owner, purpose, count, last in grouped.annotate(
        count=Count("pk"), last=Max("touchpoint__day_on")
    ):
        told = disclosure.of(function, purpose)
        yield stakeholder, function, None if told.hides_owner else owner, count, first_day(told, last)


def _names(keys: Iterable[Any]) -> dict[Any, str]:
    found = User.objects.filter(pk__in={key for key in keys if key}).only("first_name", "last_name", "email")
    return {row.pk: row.get_full_name() for row in found}
