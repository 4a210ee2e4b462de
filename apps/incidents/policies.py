"""Everybody who signs in may report; compliance officers alone read, and take an incident from state to state."""

from django.utils.translation import gettext_lazy as _

from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side
from apps.incidents.choices import State
from apps.incidents.models import Assignment, Concern, CorrectiveAction, Incident
from apps.incidents.workflow import next_states
from apps.users.models import User
from apps.users.policies import CLIENT_ROLES


def may_report(user: User) -> Verdict:
    """Every person, whatever their side."""
    if user.role in CLIENT_ROLES:
        return refused(_("A system reports nothing by itself: let a person do it."))
    return ALLOWED


def may_work(user: User) -> Verdict:
    """Compliance officers read incidents and work on them."""
    if user.side == Side.OVERSIGHT:
        return ALLOWED
    return refused(
        _("Incidents are open to compliance officers only. What you reported stands under My reports.")
    )


def may_move(user: User, incident: Incident, to: str) -> Verdict:
    """Along the table; what was substantiated ends with corrective actions that are done."""
    if not (verdict := may_work(user)):
        return verdict
    if to not in next_states(incident.state):
        return refused(
            _(
                "This incident is at %(state)s now, so that step is not open. Somebody may have moved it meanwhile."
            )
            % {"state": incident.get_state_display().lower()}
        )
    return _may_check(incident) if to == State.CHECKING else ALLOWED


def _may_check(incident: Incident) -> Verdict:
    actions = list(incident.corrective_actions.all())
    if not actions:
        return refused(_("Write down at least one corrective action first."))
    if any(action.done_on is None for action in actions):
        return refused(_("Each corrective action has to be done first."))
    return ALLOWED


def may_comment(user: User, incident: Incident) -> Verdict:
    """Compliance officers, at any time: what is learned later belongs here too."""
    return may_work(user)


def may_act(user: User, incident: Incident) -> Verdict:
    """Corrective actions are agreed on once something was found, and until the incident is closed."""
    if not (verdict := may_work(user)):
        return verdict
    if incident.state in {State.SUBSTANTIATED, State.NEAR_MISS, State.CORRECTING, State.CHECKING}:
        return ALLOWED
    return refused(_("Corrective actions follow from what was found."))


def may_finish(user: User, action: CorrectiveAction) -> Verdict:
    """Compliance officers say that an action is done, once."""
    if not (verdict := may_act(user, action.incident)):
        return verdict
    return ALLOWED if action.done_on is None else refused(_("This is done already."))


def may_say_done(user: User, assignment: Assignment) -> Verdict:
    """Whose it is, of whatever side."""
    if assignment.owner_id == user.pk:
        return ALLOWED
    return refused(_("Only who does it says that it is done."))


def may_decide(user: User, concern: Concern) -> Verdict:
    """Compliance officers, once for each concern."""
    if not (verdict := may_work(user)):
        return verdict
    if concern.state == Concern.State.OPEN:
        return ALLOWED
    return refused(_("Somebody has decided about this concern already."))


def may_follow(user: User) -> Verdict:
    """Receipts stand on shared ground, which administrators do not see."""
    if user.side == Side.ADMINISTRATION:
        return refused(
            _("Administrators see no shared records, receipts among them. Ask compliance what became of it.")
        )
    return may_report(user)
