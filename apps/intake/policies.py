"""Who of the medical side accepts, declines, finishes and gives away a hand-off."""

from django.utils.translation import gettext_lazy as _

from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side
from apps.handoffs.models import Handoff
from apps.handoffs.workflow import State
from apps.intake.models import Handling
from apps.users.models import User
from apps.users.policies import CLIENT_ROLES


def may_read_queue(user: User) -> Verdict:
    """The medical side, and compliance."""
    if user.side in {Side.MEDICAL, Side.OVERSIGHT}:
        return ALLOWED
    return refused(_("The queue of hand-offs belongs to the medical side."))


def may_work(user: User) -> Verdict:
    """The medical side, whoever holds contacts or answers."""
    if user.side == Side.MEDICAL and (user.facts.records or user.facts.answers):
        return ALLOWED
    return refused(_("Only the medical side sees to hand-offs."))


def may_see_to(user: User, handoff: Handoff, handling: Handling | None) -> Verdict:
    """Who has it, their manager, a director; what nobody has, whoever of the medical side sees it."""
    if not (verdict := may_work(user)):
        return verdict
    if not Handoff.objects.visible_to(user).filter(pk=handoff.pk).exists():
        return refused(_("This hand-off belongs to another therapeutic area."))
    assignee = handling.assignee if handling else None
    if assignee is None or assignee == user or leads(user, assignee):
        return ALLOWED
    return refused(_("%(name)s sees to this hand-off.") % {"name": assignee})


def may_accept(user: User, handoff: Handoff, handling: Handling | None) -> Verdict:
    """While it waits."""
    if not (verdict := may_see_to(user, handoff, handling)):
        return verdict
    return ALLOWED if handoff.state == State.WAITING else refused(_("This hand-off does not wait any more."))


def may_give(user: User, handoff: Handoff, handling: Handling | None, to: User) -> Verdict:
    """While it is open, to somebody of the medical side who can see it."""
    if not (verdict := may_decline(user, handoff, handling)):
        return verdict
    works = to.is_active and to.side == Side.MEDICAL and to.role not in CLIENT_ROLES
    if works and Handoff.objects.visible_to(to).filter(pk=handoff.pk).exists():
        return ALLOWED
    return refused(_("A hand-off goes to a medical colleague of its therapeutic area who can sign in."))


def may_decline(user: User, handoff: Handoff, handling: Handling | None) -> Verdict:
    """While it is open."""
    if not (verdict := may_see_to(user, handoff, handling)):
        return verdict
    return ALLOWED if handoff.is_open else refused(_("This hand-off is not open any more."))


def may_finish(user: User, handoff: Handoff, handling: Handling | None) -> Verdict:
    """Once it is accepted."""
    if not (verdict := may_see_to(user, handoff, handling)):
        return verdict
    return ALLOWED if handoff.state == State.ACCEPTED else refused(_("Accept the hand-off first."))


def may_take_up_again(user: User, handoff: Handoff, handling: Handling | None) -> Verdict:
    """What was declined or done."""
    if not (verdict := may_see_to(user, handoff, handling)):
        return verdict
    if handoff.state in {State.DECLINED, State.DONE}:
        return ALLOWED
    return refused(_("Only what was declined or done is taken up again."))


def may_read_rules(user: User) -> Verdict:
    """Who leads on the medical side, and compliance."""
    if user.side == Side.OVERSIGHT or bool(may_keep_rules(user)):
        return ALLOWED
    return refused(_("Rules for hand-offs are kept by medical managers and directors."))


def may_keep_rules(user: User) -> Verdict:
    """Medical managers and directors."""
    if user.side == Side.MEDICAL and (user.facts.sees_team or user.facts.sees_all_medical):
        return ALLOWED
    return refused(_("Rules for hand-offs are kept by medical managers and directors."))


def leads(user: User, person: User) -> bool:
    """A director leads everybody, a manager the team."""
    if user.facts.sees_all_medical:
        return True
    return bool(user.facts.sees_team and user.team_id and person.team_id == user.team_id)
