"""Reading requests, viewer first."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from apps.catalog.models import Product
from apps.catalog.queries import areas_offered_to
from apps.directory.models import Affiliation, Stakeholder
from apps.interactions.models import Interaction
from apps.medinfo.due import DEFAULTS, default_response_time
from apps.medinfo.models import Answer, MedicalRequest, ResponseTime, RoutingRule
from apps.medinfo.models.requests import MedicalRequestQuerySet
from apps.medinfo.policies import may_keep_rules, may_read_rules
from apps.medinfo.routing import answerers
from apps.medinfo.workflow import State
from apps.users.models import Team, User

IN_A_PANEL = 10
#: Between two pages of contacts; more than that have to be read in the list.
ON_A_TIMELINE = 50
#: How long an answered request stays on My day.
FRESH = timedelta(days=14)


def requests_for(user: User) -> MedicalRequestQuerySet:
    """Every request this person may read, with what a row shows."""
    rows: MedicalRequestQuerySet = rows_for(user)
    return rows.select_related("owner", "answerer", "queue", "asker", "product", "therapeutic_area")


def rows_for(user: User) -> MedicalRequestQuerySet:
    """The same for REST, whose plumbing chooses the columns."""
    found: MedicalRequestQuerySet = MedicalRequest.objects.visible_to(user)
    return found


def queue_for(user: User) -> MedicalRequestQuerySet:
    """What waits for an answer and may be read by this person: what is theirs and what nobody has."""
    found: MedicalRequestQuerySet = requests_for(user).filter(state__in=[State.SUBMITTED, State.ASSIGNED])
    return found


def request_for(user: User, id: UUID) -> MedicalRequest | None:
    """One request with what its page shows; None when it is not there or may not be read."""
    whole = (
        "affiliation__account",
        "interaction__touchpoint__account",
        "attested_by",
        "earlier",
        "routed_by",
    )
    found: MedicalRequest | None = (
        requests_for(user).select_related(*whole, "owner__team", "answerer__team").filter(pk=id).first()
    )
    return found


def is_taken(id: UUID) -> bool:
    """Whether a request has this key, whoever may read it."""
    return MedicalRequest.objects.filter(pk=id).exists()


def answers_to(request: MedicalRequest) -> list[Answer]:
    """All versions, the first one first."""
    return list(request.answers.select_related("written_by", "approved_by", "delivered_by"))


def may_open_talk(user: User, request: MedicalRequest) -> bool:
    """Whether this person may read the interaction in which it was asked; who answers mostly may not."""
    return (
        request.interaction_id is not None
        and Interaction.objects.visible_to(user).filter(pk=request.interaction_id).exists()
    )


def later_version_of(user: User, request: MedicalRequest) -> MedicalRequest | None:
    """The version that was begun when this one was opened again."""
    return rows_for(user).filter(earlier=request).first()


def _for_panels(user: User) -> MedicalRequestQuerySet:
    """With the two people a line names: planning a statement over six tables took longer than running it."""
    return rows_for(user).select_related("asker", "answerer")


def asked_by(user: User, stakeholder: Stakeholder) -> list[MedicalRequest]:
    """What one person asked, the latest first."""
    return list(_for_panels(user).filter(asker=stakeholder).order_by("-received_at", "-id")[:IN_A_PANEL])


def asked_between(
    user: User, stakeholder: Stakeholder, after: datetime | None, until: datetime | None
) -> list[MedicalRequest]:
    """What one person asked after one moment and until another, the latest first; an end that is None is open."""
    found = _for_panels(user).filter(asker=stakeholder)
    if after is not None:
        found = found.filter(received_at__gt=after)
    if until is not None:
        found = found.filter(received_at__lte=until)
    return list(found.order_by("-received_at", "-id")[:ON_A_TIMELINE])


def asked_in(user: User, interaction_id: UUID) -> list[MedicalRequest]:
    """What was asked in one interaction."""
    return list(_for_panels(user).filter(interaction=interaction_id).order_by("received_at", "id"))


def my_open(user: User, now: datetime | None = None) -> list[MedicalRequest]:
    """Requests I took in that go on: drafts, what waits or came back, and what was answered lately."""
    since = (now or timezone.now()) - FRESH
    going_on = Q(state__in=[State.DRAFT, *MedicalRequest.UNANSWERED])
    mine = _for_panels(user).filter(going_on | Q(answered_at__gte=since), owner=user)
    return list(mine.order_by("-received_at", "-id")[:IN_A_PANEL])


def askers_for(user: User) -> "QuerySet[Stakeholder]":
    """Whose question can be taken in: whoever this person may see."""
    found: QuerySet[Stakeholder] = Stakeholder.objects.visible_to(user)
    return found


def affiliations_of(user: User, asker: Any) -> "QuerySet[Affiliation]":
    """Where an asker works now; nothing while nobody is chosen."""
    rows: Any = Affiliation.objects.visible_to(user)
    found: QuerySet[Affiliation] = rows.current().filter(stakeholder=asker)
    return found.select_related("account", "stakeholder")


def products_offered_to(user: User) -> "QuerySet[Product]":
    """Products in use, of the areas this person works in."""
    return Product.objects.filter(is_active=True, therapeutic_area__in=areas_offered_to(user)).order_by(
        "name"
    )


def all_products() -> "QuerySet[Product]":
    """Products in use, for rules."""
    return Product.objects.filter(is_active=True).order_by("name")


def colleagues_who_answer() -> "QuerySet[User]":
    """To whom a request can be assigned."""
    return answerers(None).order_by("name_folded", "id")


def teams_that_answer() -> "QuerySet[Team]":
    """Teams with somebody who answers: the queues."""
    people = colleagues_who_answer().order_by().values("team")
    return Team.objects.filter(is_active=True, pk__in=people).order_by("name")


def rules_for(user: User) -> "QuerySet[RoutingRule]":
    """All rules, for those who keep them or work by them."""
    rows = RoutingRule.objects.select_related("product", "person", "team")
    return rows.order_by("-is_active", "created_at", "id") if may_read_rules(user) else rows.none()


def rule_for(user: User, id: UUID) -> RoutingRule | None:
    """One rule, for those who keep them."""
    return RoutingRule.objects.filter(pk=id).first() if may_keep_rules(user) else None


def response_times(user: User) -> list[ResponseTime]:
    """Within how long each kind and complexity is answered, defaults included."""
    if not may_read_rules(user):
        return []
    made = {(row.kind, row.complexity): row for row in ResponseTime.objects.all()}
    return [made.get(case) or default_response_time(*case) for case in DEFAULTS]


def last_answer_before(request: MedicalRequest) -> Answer | None:
    """Of the version that was opened again: what a new answer begins with."""
    if request.earlier_id is None:
        return None
    return Answer.objects.filter(request=request.earlier_id).order_by("-number").first()
