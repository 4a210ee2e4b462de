"""Who may manage people and teams. Administrators do; they see no content, so nobody else's role stands in the way."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side
from apps.users.models import HandOver, User
from apps.users.roles import FACTS, Role

#: Of systems. Their clients stand in a table that administrators cannot read, so the role alone tells.
CLIENT_ROLES = {Role.MEDICAL_CLIENT, Role.COMMERCIAL_CLIENT}


def may_manage_people(user: User) -> Verdict:
    """Make and change people, teams and territories. Who was locked out a moment ago may not finish what they began."""
    if user.side == Side.ADMINISTRATION and user.is_active:
        return ALLOWED
    return refused(_("Only administrators manage people, teams and territories."))


def may_change_role(user: User, person: User, role: str) -> Verdict:
    """Not one's own: somebody else must be there who can take it back. Not a system's: its tokens would live on."""
    if not (verdict := may_manage_people(user)):
        return verdict
    if person.pk == user.pk and role != person.role:
        return refused(_("You cannot change your own role. Ask another administrator."))
    if person.role in CLIENT_ROLES and role != person.role:
        return refused(
            _("A system keeps its role, because its tokens stay valid. Deactivate it and make a new client.")
        )
    return ALLOWED


def may_deactivate(user: User, person: User) -> Verdict:
    """Not oneself, so at least one administrator always stays (two who do it to each other take turns: `held`)."""
    if not (verdict := may_manage_people(user)):
        return verdict
    if person.pk == user.pk:
        return refused(_("You cannot lock yourself out. Ask another administrator."))
    if person.is_pending and person.is_active:
        return refused(_("This person did not come yet. Withdraw the invitation instead."))
    return ALLOWED if person.is_active else refused(_("This person is already deactivated."))


def may_reactivate(user: User, person: User) -> Verdict:
    """Only who was deactivated can be brought back."""
    if not (verdict := may_manage_people(user)):
        return verdict
    if person.is_pending:
        return refused(_("This person never joined. Send the invitation again."))
    return refused(_("This person can already sign in.")) if person.is_active else ALLOWED


def may_invite_again(user: User, person: User) -> Verdict:
    """Whoever was invited and did not come yet, and also whose invitation was withdrawn."""
    if not (verdict := may_manage_people(user)):
        return verdict
    return ALLOWED if person.is_pending else refused(_("No invitation of this person is open."))


def may_withdraw(user: User, person: User) -> Verdict:
    """Only before it was accepted: after that a person is deactivated."""
    if not (verdict := may_manage_people(user)):
        return verdict
    if person.is_pending and person.is_active:
        return ALLOWED
    return refused(_("No invitation of this person is open."))


def may_send_link(user: User, person: User) -> Verdict:
    """A link to choose a password goes to people who may sign in, never to a system."""
    if not (verdict := may_manage_people(user)):
        return verdict
    if not person.is_active:
        return refused(_("This person is deactivated. Reactivate them first."))
    if person.role in CLIENT_ROLES:
        return refused(_("A system signs in with its client secret, not with a password."))
    if person.is_pending:
        return refused(_("This person did not come yet. Send the invitation again."))
    if person.role in settings.SSO_ONLY_ROLES:
        return refused(_("This role signs in through the company's single sign-on, without a password."))
    return ALLOWED


def may_reset_factor(user: User, person: User) -> Verdict:
    """Not one's own: whoever took over a session of an administrator must not get rid of the factor with it."""
    if not (verdict := may_manage_people(user)):
        return verdict
    if person.pk == user.pk:
        return refused(_("You cannot reset your own second factor. Ask another administrator."))
    if person.role in CLIENT_ROLES:
        return refused(_("A system has no second factor."))
    if person.is_pending:
        return refused(_("This person did not come yet and has no second factor."))
    return ALLOWED


def may_receive(person: User, side: str) -> Verdict:
    """Whoever records on the side where the work stands, and can sign in. Systems receive nothing."""
    if person.is_active and person.side == side and person.facts.records and person.role not in CLIENT_ROLES:
        return ALLOWED
    return refused(_("Open work goes to somebody of the same side who holds contacts and can sign in."))


def may_hand_over(user: User, hand_over: HandOver) -> Verdict:
    """Choose somebody for work that nobody has."""
    if not (verdict := may_manage_people(user)):
        return verdict
    if hand_over.state != HandOver.State.NOBODY:
        return refused(_("This work was handed over already, or it is under way."))
    return ALLOWED


def changes_side(person: User, role: str) -> bool:
    """Whether this role stands on another side than the person does now."""
    return role in FACTS and FACTS[role].side != person.side


def leaves_work_by(person: User, role: str) -> HandOver.Cause | None:
    """Why somebody's open work goes to a colleague once they have this role; None for a role that may finish it."""
    if changes_side(person, role):
        return HandOver.Cause.CHANGED_SIDES
    if role in FACTS and person.facts.records and not FACTS[role].records:
        return HandOver.Cause.CHANGED_ROLE
    return None
