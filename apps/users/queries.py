"""Reading people, teams and territories, viewer first."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from apps.users.models import Team, Territory, User
from apps.users.policies import may_manage_people


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


def teams_for(user: User) -> QuerySet[Team]:
    """All teams with the number of people who work in them now."""
    teams = Team.objects.annotate(people=Count("members", filter=Q(members__is_active=True)))
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
