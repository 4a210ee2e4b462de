"""Which rule sends a request where: the one that names most of what the request is about."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.core.ruling import most_specific_first
from apps.medinfo.models import MedicalRequest, RoutingRule
from apps.users.models import Team, User
from apps.users.receiving import Route, route_by
from apps.users.roles import FACTS

ANSWERING = [role for role, facts in FACTS.items() if facts.answers]
#: Where two rules name equally many things, the one that names the earlier of these wins.
CRITERIA = ("product_id", "country", "language", "kind")


def route(request: MedicalRequest) -> Route[RoutingRule]:
    """Who answers this request by the rules of now. A rule whose people are all gone is passed over."""
    nobodys = Route[RoutingRule](None, None, None, _("No rule fits: everybody in medical information"))
    return route_by(rules_for(request), _has_somebody) or nobodys


def rules_for(request: MedicalRequest) -> Sequence[RoutingRule]:
    """The rules in use that fit, the most specific first."""
    return most_specific_first(_in_use(), request, CRITERIA)


def answerers(queue: Team | None) -> "QuerySet[User]":
    """Who takes from a queue: medical information that can sign in, of this team or all of them."""
    found = User.objects.filter(role__in=ANSWERING, is_active=True)
    return found.filter(team=queue) if queue is not None else found


def _in_use() -> "QuerySet[RoutingRule]":
    return RoutingRule.objects.filter(is_active=True).select_related("product", "person", "team")


def _has_somebody(rule: RoutingRule) -> bool:
    if rule.person is not None:
        return rule.person.is_active and rule.person.facts.answers
    return answerers(rule.team).exists()
