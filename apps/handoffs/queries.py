"""Reading hand-offs, viewer first."""

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet

from apps.catalog.models import Product, TherapeuticArea
from apps.coordination.models import Touchpoint
from apps.directory.models import Account, Stakeholder
from apps.firewall.sides import Side
from apps.handoffs.joint_policies import FUNCTIONS
from apps.handoffs.models import NEAR, Handoff, JointVisit, JointVisitStakeholder
from apps.handoffs.models.handoffs import HandoffQuerySet
from apps.handoffs.models.visits import JointVisitQuerySet
from apps.users.models import User
from apps.users.queries import people_who_receive

IN_A_PANEL = 10
#: For a subquery: who is visited, by the key of the outer row.
VISITED = JointVisitStakeholder.objects.filter(joint_visit=OuterRef("pk"), is_removed=False)


def rows_for(user: User) -> HandoffQuerySet:
    """Every hand-off this person may read, for REST, whose plumbing chooses the columns."""
    found: HandoffQuerySet = Handoff.objects.visible_to(user)
    return found


def handoffs_for(user: User) -> HandoffQuerySet:
    """The same with what a row shows."""
    return with_names(rows_for(user))


def with_names(rows: HandoffQuerySet) -> HandoffQuerySet:
    """With what a row shows, in the same statement."""
    return rows.select_related(
        "asked_by", "attested_by", "stakeholder", "account", "therapeutic_area", "product"
    )


def handoff_for(user: User, id: UUID) -> Handoff | None:
    """One hand-off; None when it is not there or may not be read."""
    return handoffs_for(user).filter(pk=id).first()


def is_taken(id: UUID) -> bool:
    """Whether a hand-off has this key, whoever may read it."""
    return Handoff.objects.filter(pk=id).exists()


def latest_about(user: User, **about: Any) -> list[Handoff]:
    """The latest for a panel: of a stakeholder, or at an account."""
    return list(handoffs_for(user).filter(**about).order_by("-asked_at", "-id")[:IN_A_PANEL])


def stakeholders_for(user: User) -> "QuerySet[Stakeholder]":
    """Whom a hand-off can be about: people in use whom this person may see, and who may be contacted."""
    found: QuerySet[Stakeholder] = Stakeholder.objects.visible_to(user).current().filter(do_not_contact=False)
    return found


def accounts_for(user: User) -> "QuerySet[Account]":
    """Where the question was asked."""
    found: QuerySet[Account] = Account.objects.visible_to(user).current()
    return found


def areas() -> "QuerySet[TherapeuticArea]":
    """Those in use: whoever hands over works in none of them."""
    return TherapeuticArea.objects.filter(is_active=True).order_by("name")


def products() -> "QuerySet[Product]":
    """Those in use."""
    return Product.objects.filter(is_active=True).select_related("therapeutic_area").order_by("name")


def visit_rows_for(user: User) -> JointVisitQuerySet:
    """Every joint visit this person may read, for REST, whose plumbing chooses the columns."""
    found: JointVisitQuerySet = JointVisit.objects.visible_to(user)
    return found


def joint_visits_for(user: User) -> JointVisitQuerySet:
    """The same with what a row shows: two statements whatever the length."""
    visited = JointVisitStakeholder.objects.filter(is_removed=False).select_related("stakeholder")
    rows = visit_rows_for(user).select_related("asked_by", "partner", "account")
    return rows.prefetch_related(Prefetch("people", visited.order_by("stakeholder__name_folded"), "visited"))


def joint_visit_for(user: User, id: UUID) -> JointVisit | None:
    """One joint visit; None when it is not there or may not be read."""
    rows = joint_visits_for(user).select_related("medical_touchpoint", "commercial_touchpoint")
    return rows.filter(pk=id).first()


def is_visit_taken(id: UUID) -> bool:
    """Whether a joint visit has this key."""
    return JointVisit.objects.filter(pk=id).exists()


def partners_for(user: User) -> "QuerySet[User]":
    """With whom of the other function one can go."""
    return people_who_receive(FUNCTIONS.get(user.side, Side.OVERSIGHT))


def parts_of(user: User, visit: JointVisit) -> list[Touchpoint]:
    """The contacts that are its parts, the medical one first, as the disclosure policy tells them."""
    keys = {visit.medical_touchpoint_id, visit.commercial_touchpoint_id} - {None}
    rows = Touchpoint.objects.visible_to(user).filter(pk__in=keys) if keys else ()
    return sorted(rows, key=lambda row: row.function, reverse=True)


def contacts_to_link(user: User, visit: JointVisit) -> "QuerySet[Touchpoint]":
    """My contacts that can be my part of the visit: at its account, within a day of it."""
    mine = Touchpoint.objects.filter(owner=user, function=user.side.value, account=visit.account)
    near = mine.filter(starts_at__range=(visit.starts_at - NEAR, visit.starts_at + NEAR))
    found: QuerySet[Touchpoint] = near.exclude(state=Touchpoint.State.CANCELLED).order_by("starts_at")
    return found.select_related("account")


def approved_near() -> "QuerySet[JointVisitStakeholder]":
    """For a subquery over who takes part in contacts (`stakeholder`, `starts_at`): that compliance approved a joint
    visit to this person within a day of the contact.

    For whoever looks for two functions at one person at one time without approval. Runs under the role of any side
    that reads shared tables.
    """
    at = OuterRef("starts_at")
    return JointVisitStakeholder.objects.filter(
        stakeholder=OuterRef("stakeholder"),
        is_removed=False,
        joint_visit__state=JointVisit.State.APPROVED,
        joint_visit__starts_at__range=(at - NEAR, at + NEAR),
    )


def joint_visit_of(touchpoint: Touchpoint) -> JointVisit | None:
    """The joint visit a contact is a part of, if it is."""
    parts = Q(medical_touchpoint=touchpoint) | Q(commercial_touchpoint=touchpoint)
    found: JointVisit | None = JointVisit.objects.filter(parts).select_related("asked_by", "partner").first()
    return found


def joint_visits_in(user: User, account: Account) -> list[JointVisit]:
    """Those of an account that are not over, for its page, the soonest first."""
    rows = joint_visits_for(user).filter(account=account).exclude(state=JointVisit.State.CANCELLED)
    return list(rows.order_by("-starts_at", "-id")[:IN_A_PANEL])
