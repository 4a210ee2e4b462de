"""Which rows with medical content a person may read: one rule for talks, promises, needs and requests."""

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from apps.catalog.models import TherapeuticAreaAssignment
from apps.firewall.sides import Side
from apps.users.models import User

Rows = TypeVar("Rows", bound="QuerySet[Any, Any]")


def in_reach(rows: Rows, user: User, *people: str) -> Rows:
    """Own rows, those in the user's therapeutic areas, for a manager also the team's; directors and compliance all.

    `people` names the columns that make a row one's own. Whoever answers requests has a rule of their own for those,
    and reads nothing else.
    """
    if user.facts.sees_all_medical:
        return rows
    if user.side != Side.MEDICAL or user.facts.answers:
        return rows.none()
    mine = TherapeuticAreaAssignment.objects.filter(user=user).values("therapeutic_area")
    visible = Q(therapeutic_area__in=mine)
    for name in people:
        visible |= Q(**{name: user})
        if user.facts.sees_team and user.team_id:
            visible |= Q(**{f"{name}__team": user.team_id})
    return rows.filter(visible)
