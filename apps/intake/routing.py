"""Where a hand-off goes: to whom the most specific rule names, else to whom the stakeholder is entrusted, else into the
queue of everybody in its therapeutic area."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from apps.catalog.models import TherapeuticAreaAssignment
from apps.core.ruling import most_specific_first
from apps.firewall.sides import Side
from apps.handoffs.models import Handoff
from apps.intake.models import HandoffRule
from apps.kols.models import KOLProfile
from apps.users.models import Team, Territory, User
from apps.users.queries import roles_that_receive
from apps.users.receiving import Route, route_by

#: Where two rules name equally many things, the one that names the earlier of these wins.
CRITERIA = ("territory_id", "therapeutic_area_id", "wanted")


@dataclass(frozen=True)
class _About:
    """A hand-off as rules look at it: `territory_id` is the line from its account's territory to the root."""

    territory_id: Iterable[Any]
    therapeutic_area_id: Any
    wanted: str


def route(handoff: Handoff) -> Route[HandoffRule]:
    """Who sees to this hand-off by the rules of now. A rule whose people are all gone is passed over."""
    about = _About(_territories(handoff), handoff.therapeutic_area_id, handoff.wanted)
    rules = most_specific_first(_in_use(), about, CRITERIA, _fits)
    if by_rule := route_by(rules, lambda rule: _has_somebody(rule, handoff)):
        return by_rule
    if (person := _entrusted(handoff)) is not None:
        return Route(None, person, None, _("Entrusted with this stakeholder"))
    return Route(None, None, None, _("No rule fits: everybody in the therapeutic area"))


def people_of(handoff: Handoff, team: Team | None) -> "QuerySet[User]":
    """Who could see to it: people who hold contacts, of the team or of the area, and can sign in."""
    able = User.objects.filter(role__in=roles_that_receive(Side.MEDICAL), is_active=True)
    if team is not None:
        able = able.filter(team=team)
    there = TherapeuticAreaAssignment.objects.filter(therapeutic_area=handoff.therapeutic_area_id)
    return able.filter(Q(pk__in=there.values("user")) | Q(role="medical_director")).order_by(
        "name_folded", "id"
    )


def _in_use() -> "QuerySet[HandoffRule]":
    return HandoffRule.objects.filter(is_active=True).select_related(
        "therapeutic_area", "territory", "person", "team"
    )


def _fits(name: str, wanted: Any, given: Any) -> bool:
    return bool(wanted in given if name == "territory_id" else wanted == given)


def _has_somebody(rule: HandoffRule, handoff: Handoff) -> bool:
    able = people_of(handoff, rule.team)
    return able.filter(pk=rule.person_id).exists() if rule.person_id else able.exists()


def _entrusted(handoff: Handoff) -> User | None:
    profile = KOLProfile.objects.filter(stakeholder=handoff.stakeholder_id).first()
    found = people_of(handoff, None).filter(pk=profile.responsible_id) if profile else None
    return found.first() if found is not None else None


def _territories(handoff: Handoff) -> list[Any]:
    parents = dict(Territory.objects.values_list("pk", "parent_id"))
    key, line = handoff.account.territory_id or handoff.stakeholder.territory_id, []
    while key is not None and key not in line:
        line.append(key)
        key = parents.get(key)
    return line
