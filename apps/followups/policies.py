"""Who may promise, keep and pass on: medical people who hold contacts, their own; a manager also the team's."""

from django.utils.translation import gettext_lazy as _

from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side
from apps.followups.models import Commitment
from apps.users.models import User
from apps.users.policies import CLIENT_ROLES, may_receive


def may_read(user: User) -> Verdict:
    """The medical side but for who answers requests, and oversight; which rows exactly, `visible_to` decides."""
    if user.side in {Side.MEDICAL, Side.OVERSIGHT} and not user.facts.answers:
        return ALLOWED
    return refused(_("Promises belong to those of the medical side who hold contacts."))


def may_promise(user: User) -> Verdict:
    """Medical people who hold contacts."""
    if user.side == Side.MEDICAL and user.facts.records:
        return ALLOWED
    return refused(_("Only the medical side keeps promises here."))


def may_subscribe(user: User) -> Verdict:
    """Whoever can have promises has a calendar feed of them; systems read the API."""
    if not (verdict := may_promise(user)):
        return verdict
    return refused(_("Systems have no calendar.")) if user.role in CLIENT_ROLES else ALLOWED


def may_promise_for(user: User, owner: User) -> Verdict:
    """Oneself, or a colleague of the medical side who holds contacts, and is told."""
    if not (verdict := may_promise(user)) or owner.pk == user.pk:
        return verdict
    return may_receive(owner, Side.MEDICAL)


def may_change(user: User, commitment: Commitment) -> Verdict:
    """Whoever works on it, while it is pending."""
    if not (verdict := _works_on(user, commitment)):
        return verdict
    if not commitment.is_pending:
        return refused(_("This promise is closed. Take it up again to change it."))
    return ALLOWED


def may_take_up_again(user: User, commitment: Commitment) -> Verdict:
    """Whoever works on it, once it is closed."""
    if not (verdict := _works_on(user, commitment)):
        return verdict
    return refused(_("This promise is still open.")) if commitment.is_pending else ALLOWED


def may_hand_over(user: User, commitment: Commitment, to: User) -> Verdict:
    """Whoever works on it, to somebody of the medical side who holds contacts."""
    if not (verdict := may_change(user, commitment)):
        return verdict
    return may_receive(to, Side.MEDICAL)


def is_made_for(owner: User, commitment: Commitment) -> Verdict:
    """Whether a form that is sent again is the one that made it: its promise is kept by the same person."""
    return ALLOWED if commitment.owner_id == owner.pk else refused(_("Somebody else made this promise."))


def _works_on(user: User, commitment: Commitment) -> Verdict:
    """The owner; a manager for the team; a director for everybody."""
    if not (verdict := may_promise(user)):
        return verdict
    if commitment.owner_id == user.pk or user.facts.sees_all_medical:
        return ALLOWED
    if user.facts.sees_team and user.team_id and commitment.owner.team_id == user.team_id:
        return ALLOWED
    return refused(_("This promise belongs to %(name)s.") % {"name": commitment.owner})
