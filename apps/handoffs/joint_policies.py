"""Who may ask for a joint visit, change, plan and cancel it. Compliance decides on it in its review."""

from django.utils.translation import gettext_lazy as _

from apps.coordination.models import Touchpoint
from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side
from apps.handoffs.joint_workflow import State
from apps.handoffs.models import JointVisit
from apps.users.models import User
from apps.users.policies import CLIENT_ROLES

FUNCTIONS = {Side.MEDICAL: Side.COMMERCIAL, Side.COMMERCIAL: Side.MEDICAL}


def may_see_joint_visits(user: User) -> Verdict:
    """Both functions and compliance."""
    if user.side in FUNCTIONS or user.side == Side.OVERSIGHT:
        return ALLOWED
    return refused(_("Joint visits are of the medical and the commercial side."))


def may_ask_joint_visit(user: User) -> Verdict:
    """Whoever holds contacts, of both functions."""
    if user.side in FUNCTIONS and user.facts.records:
        return ALLOWED
    return refused(_("Only who holds contacts asks for a joint visit."))


def may_go_along(user: User, partner: User) -> Verdict:
    """Somebody of the other function who holds contacts and can sign in."""
    is_other = FUNCTIONS.get(user.side) == partner.side
    if is_other and partner.is_active and partner.facts.records and partner.role not in CLIENT_ROLES:
        return ALLOWED
    return refused(_("A joint visit is with a colleague of the other function who holds contacts."))


def may_change_joint_visit(user: User, visit: JointVisit) -> Verdict:
    """Who asked, as long as compliance does not look at it and nobody has planned a contact."""
    if visit.asked_by_id != user.pk:
        return refused(_("%(name)s asked for this visit.") % {"name": visit.asked_by})
    if visit.state in {State.REVIEW, State.CANCELLED}:
        return refused(_("This visit is %(state)s.") % {"state": visit.get_state_display().lower()})
    if visit.medical_touchpoint_id or visit.commercial_touchpoint_id:
        return refused(_("It is planned already. Take the contact out of it first."))
    return ALLOWED


def may_ask_review(user: User, visit: JointVisit) -> Verdict:
    """Who asked for the visit, while it is not approved."""
    if visit.state == State.APPROVED:
        return refused(_("Compliance has approved this visit."))
    return may_change_joint_visit(user, visit)


def may_plan_part(user: User, visit: JointVisit) -> Verdict:
    """Both who go, once it is approved, each for the own function."""
    if user not in visit.two:
        return refused(_("Only the two who go plan this visit."))
    if visit.state != State.APPROVED:
        return refused(_("Compliance has not approved this visit."))
    return ALLOWED


def may_link(user: User, visit: JointVisit, touchpoint: Touchpoint) -> Verdict:
    """One's own contact of the own function, at the account and on the day of the visit."""
    if not (verdict := may_plan_part(user, visit)):
        return verdict
    if touchpoint.owner_id != user.pk or touchpoint.function != user.side:
        return refused(_("This contact belongs to somebody else."))
    if touchpoint.state == Touchpoint.State.CANCELLED:
        return refused(_("This contact was cancelled."))
    if not visit.covers(touchpoint):
        return refused(_("This contact is at another place or on another day."))
    return ALLOWED


def may_cancel_joint_visit(user: User, visit: JointVisit) -> Verdict:
    """Both who go; while compliance looks at it, the review is withdrawn first."""
    if user not in visit.two:
        return refused(_("Only the two who go cancel this visit."))
    if visit.state in {State.REVIEW, State.CANCELLED}:
        return refused(_("This visit is %(state)s.") % {"state": visit.get_state_display().lower()})
    return ALLOWED


def reads_part(user: User, visit: JointVisit, touchpoint: Touchpoint) -> bool:
    """Who reads on a contact's page that it is a part of this visit."""
    return user.side in {touchpoint.function, Side.OVERSIGHT} or user in visit.two
