"""What the search finds for administrators: people who sign in, teams, territories."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core.finding import SHOWN, matches
from apps.core.registry import Hit, SearchSource
from apps.core.searching import named_like
from apps.users.models import User
from apps.users.policies import may_manage_people
from apps.users.queries import people_for, teams_for, territories_for

#: Colleagues among whom a misspelt name is looked for; a company has fewer.
MOST = 2000


def people(user: User, text: str) -> list[Hit]:
    """Colleagues by name or address; misspelt names when nobody is called so."""
    found = list(named_like(people_for(user), text).order_by("name_folded")[: SHOWN + 1])
    return [_person(row) for row in found or _misspelt(user, text)]


def _misspelt(user: User, text: str) -> list[User]:
    names = people_for(user).order_by("name_folded").values_list("pk", "name_folded")[:MOST]
    keys = [key for key, name in names if matches(text, name)][:SHOWN]
    return list(people_for(user).filter(pk__in=keys).order_by("name_folded")) if keys else []


def _person(row: User) -> Hit:
    state = row.get_role_display() if row.is_active else _("Deactivated")
    return Hit(row.get_full_name(), row.get_absolute_url(), f"{state}, {row.email}", "user")


def places(user: User, text: str) -> list[Hit]:
    """Teams and territories, short lists that administrators keep."""
    teams = [
        Hit(row.name, reverse("users:team", args=[row.pk]), _("Team"), "users-group")
        for row in teams_for(user)
    ]
    territories = [
        Hit(row.name, reverse("users:territory", args=[row.pk]), _("Territory"), "map")
        for row in territories_for(user)
    ]
    return [hit for hit in (*teams, *territories) if matches(text, hit.title)]


def _manages(user: Any) -> bool:
    return bool(may_manage_people(user))


SOURCES = (
    SearchSource("colleagues", _("People"), 10, _manages, people, all_at="users:people"),
    SearchSource("places", _("Teams and territories"), 20, _manages, places),
)
