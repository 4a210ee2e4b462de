"""The map of an account tree: its people, what they decide, where they sit, who asks them, who of us knows them."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from apps.directory.choices import DecisionRole
from apps.directory.models import Account, Affiliation, Stakeholder
from apps.influence.choices import LISTENING, SeatRole
from apps.influence.knowing import Acquaintance, who_knows
from apps.influence.models import Committee, Seat, Tie
from apps.users.models import User

#: A picture of more people shows nothing; filters choose among them.
MOST = 60
#: From so many people who ask somebody for advice, their word counts.
LISTENERS = 2
#: What stands first, and of several roles of one person the one that is shown.
WEIGHT = (
    DecisionRole.DECISION_MAKER,
    DecisionRole.BLOCKER,
    DecisionRole.GATEKEEPER,
    DecisionRole.INFLUENCER,
    DecisionRole.USER,
    DecisionRole.UNKNOWN,
)


@dataclass(frozen=True)
class Person:
    """One stakeholder on the map."""

    stakeholder: Stakeholder
    places: Sequence[Affiliation]
    seats: Sequence[Seat] = ()
    ties: Sequence[Tie] = ()
    known_by: Sequence[Acquaintance] = ()
    listeners: int = 0

    @property
    def key(self) -> uuid.UUID:
        """The stakeholder's."""
        return self.stakeholder.pk

    @property
    def deciding(self) -> Affiliation:
        """The affiliation with the weightiest decision role."""
        return min(self.places, key=lambda place: WEIGHT.index(DecisionRole(place.decision_role)))

    @property
    def has_influence(self) -> bool:
        """F-03: an influencer, a chair, or somebody whom several others ask for advice."""
        is_chair = any(seat.role == SeatRole.CHAIR for seat in self.seats)
        is_influencer = any(place.decision_role == DecisionRole.INFLUENCER for place in self.places)
        return is_chair or is_influencer or self.listeners >= LISTENERS

    @property
    def is_influential_only(self) -> bool:
        """Influential but not deciding."""
        return self.has_influence and self.deciding.decision_role != DecisionRole.DECISION_MAKER


@dataclass(frozen=True)
class Map:
    """What the page shows of one account and everything below it."""

    account: Account
    people: Sequence[Person]
    ties: Sequence[Tie]
    committees: Sequence[Committee]
    has_more: bool
    by_key: dict[uuid.UUID, Person] = field(default_factory=dict)


def map_of(user: User, account: Account, narrowed: Callable[[Any], Any] = lambda people: people) -> Map:
    """The map in a fixed number of statements, whatever the size of the account. `narrowed` filters its people."""
    found = list(narrowed(people_in(user, account))[: MOST + 1])
    shown = found[:MOST]
    keys = [person.pk for person in shown]
    places = _grouped(_places(user, account).filter(stakeholder__in=keys), "stakeholder_id")
    seats = _grouped(_seats(user, account).filter(stakeholder__in=keys), "stakeholder_id")
    ties = list(ties_of(user).filter(Q(source__in=keys) | Q(target__in=keys)))
    known = who_knows(user, keys)
    people = [
        Person(
            row,
            places[row.pk],
            seats[row.pk],
            [tie for tie in ties if row.pk in (tie.source_id, tie.target_id)],
            known.get(row.pk, []),
            row.listeners,
        )
        for row in shown
    ]
    committees = list(committees_of(user, account))
    return Map(
        account, people, ties, committees, len(found) > MOST, {person.key: person for person in people}
    )


def people_in(user: User, account: Account) -> QuerySet[Stakeholder]:
    """Who works in the tree now: deciders first, then those met last. `listeners` says how many ask them for advice."""
    there = _places(user, account).filter(stakeholder=OuterRef("pk"))
    weight = Case(
        *(When(decision_role=role, then=Value(at)) for at, role in enumerate(WEIGHT)),
        default=Value(len(WEIGHT)),
        output_field=IntegerField(),
    )
    found: QuerySet[Stakeholder] = Stakeholder.objects.visible_to(user).current()
    ranked = found.filter(Exists(there)).annotate(
        weight=Subquery(there.order_by(weight).values_list(weight)[:1]), listeners=_listeners()
    )
    return ranked.order_by("weight", "-listeners", "name_folded", "pk")


def influential_only(people: QuerySet[Any], account: Account) -> QuerySet[Any]:
    """F-03 as a filter: influential in this tree but not deciding there."""
    places = Affiliation.objects.current().filter(
        stakeholder=OuterRef("pk"), account__path__contains=[account.pk]
    )
    chairs = Seat.objects.current().filter(
        stakeholder=OuterRef("pk"),
        role=SeatRole.CHAIR,
        committee__ended_on=None,
        committee__account__path__contains=[account.pk],
    )
    influences = Exists(places.filter(decision_role=DecisionRole.INFLUENCER)) | Exists(chairs)
    listened_to = people.filter(influences | Q(listeners__gte=LISTENERS))
    return listened_to.exclude(Exists(places.filter(decision_role=DecisionRole.DECISION_MAKER)))


def committees_of(user: User, account: Account) -> QuerySet[Committee]:
    """The committees of the tree, each with `filled`: how many sit in it now."""
    filled = Count("seats", filter=Q(seats__ended_on=None))
    found: QuerySet[Committee] = Committee.objects.visible_to(user).filter(ended_on=None)
    there = found.filter(account__path__contains=[account.pk]).select_related("account")
    return there.annotate(filled=filled).order_by("account__name_folded", "name", "pk")


def ties_of(user: User) -> QuerySet[Tie]:
    """Every tie that holds, with both people."""
    found: QuerySet[Tie] = Tie.objects.visible_to(user).current()
    return found.select_related("source", "target").order_by("kind", "source__name_folded", "pk")


def seats_of(user: User, stakeholder: Stakeholder) -> QuerySet[Seat]:
    """Where a person sits now."""
    found: QuerySet[Seat] = Seat.objects.visible_to(user).current()
    here = found.filter(stakeholder=stakeholder, committee__ended_on=None)
    return here.select_related("committee__account").order_by("committee__name", "pk")


def ties_with(user: User, stakeholder: Stakeholder) -> QuerySet[Tie]:
    """How a person stands to others, and others to them."""
    return ties_of(user).filter(Q(source=stakeholder) | Q(target=stakeholder))


def seats_in(user: User, committee: Committee) -> QuerySet[Seat]:
    """Who sits or sat in a committee: those who sit there now first."""
    found: QuerySet[Seat] = Seat.objects.visible_to(user).filter(committee=committee)
    return found.select_related("stakeholder", "committee").order_by(
        Case(When(ended_on=None, then=0), default=1), "role", "stakeholder__name_folded", "pk"
    )


def _listeners() -> Coalesce:
    asking = (
        Tie.objects.current()
        .filter(target=OuterRef("pk"), kind__in=LISTENING)
        .order_by()
        .values("target")
        .annotate(count=Count("source", distinct=True))
    )
    return Coalesce(Subquery(asking.values("count")), 0)


def _places(user: User, account: Account) -> QuerySet[Affiliation]:
    found: QuerySet[Affiliation] = Affiliation.objects.visible_to(user).current()
    return found.filter(account__path__contains=[account.pk]).select_related("account")


def _seats(user: User, account: Account) -> QuerySet[Seat]:
    found: QuerySet[Seat] = Seat.objects.visible_to(user).current()
    there = found.filter(committee__ended_on=None, committee__account__path__contains=[account.pk])
    return there.select_related("committee")


def _grouped(rows: Iterable[Any], name: str) -> dict[Any, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found
