"""Who may take in, route, answer and sign a request. Whoever took it in asks; medical information answers."""

from django.utils.translation import gettext_lazy as _

from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side
from apps.medinfo.models import MedicalRequest
from apps.medinfo.workflow import State, may_become
from apps.users.models import User
from apps.users.policies import CLIENT_ROLES

NOT_MEDICAL = _("Medical requests belong to the medical side.")
IS_CLOSED = _("This request is closed and signed. Reopen it as a new version.")


def may_read(user: User) -> Verdict:
    """The medical side and oversight; which rows exactly, `visible_to` decides."""
    return ALLOWED if user.side in {Side.MEDICAL, Side.OVERSIGHT} else refused(NOT_MEDICAL)


def may_write(user: User) -> Verdict:
    """The medical side; what exactly, the other policies decide."""
    return ALLOWED if user.side == Side.MEDICAL else refused(NOT_MEDICAL)


def may_take_in(user: User) -> Verdict:
    """Medical people who hold contacts: it is they who are asked."""
    if user.side == Side.MEDICAL and user.facts.records:
        return ALLOWED
    return refused(_("Only those who talk with stakeholders take requests in."))


def is_mine(user: User, request: MedicalRequest) -> Verdict:
    """Whether a form that is sent again is one's own."""
    return ALLOWED if request.owner_id == user.pk else refused(_("Somebody else took this request in."))


def may_change(user: User, request: MedicalRequest) -> Verdict:
    """Change or submit it: whoever took it in, until it is submitted, and again once it was returned."""
    if not (verdict := _stands_behind(user, request)):
        return verdict
    if request.state not in {State.DRAFT, State.RETURNED}:
        return refused(_("This request was submitted. Withdraw it, or wait until it is returned to you."))
    return ALLOWED


def may_withdraw(user: User, request: MedicalRequest) -> Verdict:
    """Whoever took it in, until it is answered."""
    if not (verdict := _stands_behind(user, request)):
        return verdict
    if not may_become(request.state, State.WITHDRAWN):
        return refused(_("What was answered is not withdrawn any more."))
    return ALLOWED


def may_answer_requests(user: User) -> Verdict:
    """Whoever has a queue."""
    if user.side == Side.MEDICAL and user.facts.answers and user.is_active:
        return ALLOWED
    return refused(_("Medical information answers requests."))


def may_take(user: User, request: MedicalRequest) -> Verdict:
    """Medical information, while nobody has it."""
    if not (verdict := may_answer_requests(user)):
        return verdict
    if request.state != State.SUBMITTED:
        return refused(_("Somebody has this request already, or it does not wait for an answer."))
    return ALLOWED


def may_assign(user: User, request: MedicalRequest) -> Verdict:
    """Medical information among themselves, and managers and directors, while it waits or is in work."""
    if not (may_answer_requests(user) or may_keep_rules(user)):
        return refused(_("Medical information, managers and directors say who answers."))
    if request.state not in {State.SUBMITTED, State.ASSIGNED}:
        return refused(_("This request does not wait for an answer."))
    return ALLOWED


def may_put_back(user: User, request: MedicalRequest) -> Verdict:
    """Whoever has it, or says who answers."""
    if not (verdict := _answers_it(user, request)):
        return verdict
    return ALLOWED if request.state == State.ASSIGNED else refused(_("This request is not in work."))


def may_return(user: User, request: MedicalRequest) -> Verdict:
    """Whoever has it, or could take it."""
    if may_take(user, request):
        return ALLOWED
    return may_put_back(user, request)


def may_assess(user: User, request: MedicalRequest) -> Verdict:
    """Say how it relates to the label and how much work it is: whoever answers it, before it is answered."""
    return may_put_back(user, request)


def may_answer(user: User, request: MedicalRequest) -> Verdict:
    """Write, approve and deliver a version: whoever has it, until it is closed."""
    if not (verdict := _answers_it(user, request)):
        return verdict
    if request.is_locked:
        return refused(IS_CLOSED)
    if request.state not in {State.ASSIGNED, State.ANSWERED}:
        return refused(_("This request is not in work."))
    return ALLOWED


def may_close(user: User, request: MedicalRequest) -> Verdict:
    """Attest and sign: whoever answered it, once an answer was delivered."""
    if not (verdict := _answers_it(user, request)):
        return verdict
    if request.is_locked:
        return refused(_("This request is closed and signed already."))
    if not may_become(request.state, State.CLOSED):
        return refused(_("Deliver an answer first."))
    return ALLOWED


def may_reopen(user: User, request: MedicalRequest) -> Verdict:
    """Begin a new version of a closed one: whoever took it in or answered it."""
    if not (_stands_behind(user, request) or _answers_it(user, request)):
        return refused(_("Whoever took it in or answered it begins a new version."))
    if not request.is_locked:
        return refused(_("Only a closed request gets a new version; this one can still be worked on."))
    return ALLOWED


def may_keep_rules(user: User) -> Verdict:
    """Managers and directors of the medical side say who answers what, and within how long."""
    leads = user.facts.sees_team or user.facts.sees_all_medical
    if user.side == Side.MEDICAL and leads and user.role not in CLIENT_ROLES:
        return ALLOWED
    return refused(_("Medical managers and directors keep these rules."))


def may_read_rules(user: User) -> Verdict:
    """Whoever routes, answers or audits."""
    if may_keep_rules(user) or may_answer_requests(user) or user.side == Side.OVERSIGHT:
        return ALLOWED
    return refused(_("These rules are read by those who route or answer requests, and by oversight."))


def may_receive_request(person: User) -> Verdict:
    """To whom a request can be assigned."""
    if may_answer_requests(person):
        return ALLOWED
    return refused(_("Requests are assigned to somebody of medical information who can sign in."))


def _stands_behind(user: User, request: MedicalRequest) -> Verdict:
    """Whoever took it in; a manager for the team; a director for everybody."""
    if not (verdict := may_take_in(user)):
        return verdict
    is_of_team = user.facts.sees_team and user.team_id and request.owner.team_id == user.team_id
    if request.owner_id == user.pk or user.facts.sees_all_medical or is_of_team:
        return ALLOWED
    return refused(_("This request was taken in by %(name)s.") % {"name": request.owner})


def _answers_it(user: User, request: MedicalRequest) -> Verdict:
    """Whoever has it; a director for everybody."""
    if user.side == Side.MEDICAL and user.is_active:
        if request.answerer_id == user.pk and user.facts.answers:
            return ALLOWED
        if user.facts.sees_all_medical and user.role not in CLIENT_ROLES:
            return ALLOWED
    if request.answerer is None:
        return refused(_("Nobody has this request yet."))
    return refused(_("This request is with %(name)s.") % {"name": request.answerer})
