"""What the REST resources of this app read for a caller; columns are chosen by the plumbing."""

from typing import Any

from django.db.models import BooleanField, Case, CharField, F, Q, QuerySet, Value, When

from apps.coordination.models import CollisionNotice, CriticalEvent, DoNotVisitWindow
from apps.coordination.models.told import disclosure_for
from apps.users.models import User


def events_for(user: User) -> "QuerySet[CriticalEvent]":
    """Critical events."""
    found: QuerySet[CriticalEvent] = CriticalEvent.objects.visible_to(user)
    return found


def windows_for(user: User) -> "QuerySet[DoNotVisitWindow]":
    """Days on which nobody should come."""
    found: QuerySet[DoNotVisitWindow] = DoNotVisitWindow.objects.visible_to(user)
    return found


def collisions_for(user: User) -> "QuerySet[Any]":
    """Collisions; where the policy hides whom the other function meets, those for a person's sake alone are not there,
    and of the others it is not told whether they are about one person, too (`told_same_person`).

    A caller of one side reads the contact of that side as its own; oversight reads the medical one so.
    """
    hidden = _about_hidden_people(user)
    same = Case(When(hidden, then=Value(None)), default=F("is_same_person"), output_field=BooleanField())
    side = user.side.value if user.facts.records else "medical"
    rows: QuerySet[Any] = CollisionNotice.objects.visible_to(user)
    told = {"side_of_reader": Value(side, CharField()), "told_same_person": same}
    found: QuerySet[Any] = rows.exclude(hidden, is_same_account=False).annotate(**told)
    return found


def _about_hidden_people(user: User) -> Q:
    disclosure = disclosure_for(user)
    ends = [disclosure.where(lambda told: told.hides_stakeholders, f"{end}__") for end in ("first", "second")]
    return ends[0] | ends[1]
