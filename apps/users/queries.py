"""Reading people, teams and territories, viewer first."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from apps.core.open_work import open_work_on
from apps.users.models import HandOver, Team, Territory, User
from apps.users.policies import CLIENT_ROLES, may_manage_people, may_receive
from apps.users.roles import FACTS, Role


@dataclass(frozen=True)
class Branch:
    """A territory in the tree, in reading order. `depth` is 0 at the root."""

    territory: Territory
    depth: int
    parent_name: str = ""


def people_for(user: User) -> QuerySet[User]:
    """Everybody who can sign in or could once, for those who manage them; nobody for others."""
    people = User.objects.select_related("team", "territory")
    return people if may_manage_people(user) else people.none()


def roles_that_receive(side: str) -> set[str]:
    """The roles of a side that hold contacts; systems receive nothing."""
    return {role for role, facts in FACTS.items() if facts.side == side and facts.records} - CLIENT_ROLES


def people_who_receive(side: str) -> QuerySet[User]:
    """To whom work of a side can be given: everybody there who holds contacts and can sign in."""
    able = User.objects.filter(role__in=roles_that_receive(side), is_active=True)
    return able.order_by("name_folded", "id")


def people_on(sides: Collection[str]) -> QuerySet[User]:
    """The people of these sides who can sign in, by name. Systems are no people."""
    roles = {role for role, facts in FACTS.items() if facts.side in sides} - CLIENT_ROLES
    return User.objects.filter(role__in=roles, is_active=True).order_by("name_folded", "id")


def compliance_officers() -> QuerySet[User]:
    """Those who can sign in: whoever comes first does what compliance is asked."""
    return User.objects.filter(role=Role.COMPLIANCE, is_active=True)


def receivers_for(user: User, person: User, side: str) -> QuerySet[User]:
    """Who could take over open work of a side: everybody there who holds contacts and can sign in."""
    able = people_for(user).filter(role__in=roles_that_receive(side), is_active=True)
    return able.exclude(pk=person.pk).order_by("name_folded", "id")


def manager_of(person: User) -> User | None:
    """The manager of the person's team, if they can take over the person's work."""
    manager = person.team.manager if person.team else None
    fits = manager is not None and manager.pk != person.pk and may_receive(manager, person.side)
    return manager if fits else None


@dataclass(frozen=True)
class WorkLine:
    """How much of one kind there was before a hand-over, and how much is left. None: not counted yet."""

    label: object
    before: int | None
    after: int | None


@dataclass(frozen=True)
class HandOverShown:
    """A hand-over with its counts in words."""

    row: HandOver
    lines: list[WorkLine]
    receivers: list[User]


def hand_overs_of(user: User, person: User) -> list[HandOverShown]:
    """What became of somebody's open work, the latest first. Counts by kind, no content."""
    if not may_manage_people(user):
        return []
    rows = (
        HandOver.objects.filter(person=person).select_related("receiver", "asked_by").order_by("-created_at")
    )[:10]
    # Somebody has to be chosen for these; who can be is asked once for each side.
    waiting = [row for row in rows if row.state == HandOver.State.NOBODY]
    offered = {side: list(receivers_for(user, person, side)) for side in {row.work_side for row in waiting}}
    return [HandOverShown(row, _lines(row), offered[row.work_side] if row in waiting else []) for row in rows]


def _lines(row: HandOver) -> list[WorkLine]:
    before, after = row.counts_before or {}, row.counts_after or {}
    kinds = open_work_on(row.work_side)
    return [WorkLine(kind.label, before.get(kind.name), after.get(kind.name)) for kind in kinds]


def hand_overs_for(user: User) -> QuerySet[HandOver]:
    """All hand-overs, for those who manage people."""
    rows = HandOver.objects.select_related("person", "receiver")
    return rows if may_manage_people(user) else rows.none()


def teams_for(user: User) -> QuerySet[Team]:
    """All teams with the number of people who work in them now."""
    teams = Team.objects.select_related("manager").annotate(
        people=Count("members", filter=Q(members__is_active=True))
    )
    return teams.order_by("name") if may_manage_people(user) else teams.none()


def territories_for(user: User) -> QuerySet[Territory]:
    """All territories; a short list that administrators keep."""
    territories = Territory.objects.annotate(staff=Count("people", filter=Q(people__is_active=True)))
    return territories.order_by("name") if may_manage_people(user) else territories.none()


def tree_for(user: User) -> list[Branch]:
    """The territories as a tree, each below its parent, in one query."""
    children: dict[object, list[Territory]] = {}
    for territory in territories_for(user):
        children.setdefault(territory.parent_id, []).append(territory)
    return _branches(children, None, 0)


def _branches(children: dict[object, list[Territory]], parent: Territory | None, depth: int) -> list[Branch]:
    found: list[Branch] = []
    for territory in children.get(parent.pk if parent else None, []):
        found.append(Branch(territory, depth, parent.name if parent else ""))
        found += _branches(children, territory, depth + 1)
    return found


def territory_and_below(territory: Territory) -> set[UUID]:
    """The keys of a territory and of everything under it: filtering a parent includes its children."""
    parents: dict[UUID, UUID | None] = dict(Territory.objects.values_list("pk", "parent_id"))
    return {key for key in parents if territory.pk in _line(key, parents)}


def _line(key: UUID | None, parents: dict[UUID, UUID | None]) -> list[UUID]:
    """A territory and its parents, up to the root."""
    line: list[UUID] = []
    while key is not None and key not in line:
        line.append(key)
        key = parents.get(key)
    return line
