"""Who may record, give away, answer and close a need: medical people who hold contacts.

Whoever heard it and whoever answers for it work on it together, since one knows the person and the other the answer.
"""

from django.utils.translation import gettext_lazy as _

from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side
from apps.needs.models import UnmetNeed
from apps.needs.workflow import State
from apps.users.models import User
from apps.users.policies import may_receive


def may_read(user: User) -> Verdict:
    """The medical side but for who answers requests, and oversight; which rows exactly, `visible_to` decides."""
    if user.side in {Side.MEDICAL, Side.OVERSIGHT} and not user.facts.answers:
        return ALLOWED
    return refused(_("Needs of stakeholders belong to those of the medical side who hold contacts."))


def may_record(user: User) -> Verdict:
    """Medical people who hold contacts."""
    if user.side == Side.MEDICAL and user.facts.records:
        return ALLOWED
    return refused(_("Only the medical side records what stakeholders need."))


def may_change(user: User, need: UnmetNeed) -> Verdict:
    """Whoever works on it, while it is pending."""
    if not (verdict := _works_on(user, need)):
        return verdict
    if not need.is_pending:
        return refused(_("This need is closed. Take it up again to change it."))
    return ALLOWED


def may_assign(user: User, need: UnmetNeed, to: User) -> Verdict:
    """Whoever works on it, to somebody of the medical side who holds contacts."""
    if not (verdict := may_change(user, need)):
        return verdict
    return may_receive(to, Side.MEDICAL)


def may_answer(user: User, need: UnmetNeed) -> Verdict:
    """Who answers for it, or their manager; what nobody has is taken with it by whoever works on it."""
    if not (verdict := may_change(user, need)):
        return verdict
    if need.state == State.ANSWERED:
        return refused(_("It is answered. Say what they said to the answer."))
    if need.owner_id in {None, user.pk} or _leads(user, need.owner):
        return ALLOWED
    return refused(_("%(name)s answers for this need.") % {"name": need.owner})


def may_confirm(user: User, need: UnmetNeed) -> Verdict:
    """Whoever works on it, once it is answered: the one who asks the stakeholder is often not the one who answered."""
    if not (verdict := may_change(user, need)):
        return verdict
    return ALLOWED if need.state == State.ANSWERED else refused(_("There is no answer yet to be confirmed."))


def may_take_up_again(user: User, need: UnmetNeed) -> Verdict:
    """Whoever works on it, once it is closed."""
    if not (verdict := _works_on(user, need)):
        return verdict
    return refused(_("This need is still open.")) if need.is_pending else ALLOWED


def is_mine(user: User, need: UnmetNeed) -> Verdict:
    """Whether a form that is sent again is one's own."""
    return ALLOWED if need.recorded_by_id == user.pk else refused(_("Somebody else recorded this need."))


def _works_on(user: User, need: UnmetNeed) -> Verdict:
    """Who heard it, who answers for it, a manager of either, a director."""
    if not (verdict := may_record(user)):
        return verdict
    people = [need.recorded_by, *([need.owner] if need.owner else [])]
    if user in people or any(_leads(user, person) for person in people):
        return ALLOWED
    return refused(_("This need belongs to %(name)s.") % {"name": need.owner or need.recorded_by})


def _leads(user: User, person: User | None) -> bool:
    """A director leads everybody, a manager the team."""
    if user.facts.sees_all_medical:
        return True
    return bool(person and user.facts.sees_team and user.team_id and person.team_id == user.team_id)
