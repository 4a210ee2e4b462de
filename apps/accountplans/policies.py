"""Who may make, change and end a plan: both functions, who works on it. Compliance approves in its review."""

from django.utils.translation import gettext_lazy as _

from apps.accountplans.models import AccountPlan, PlanMember
from apps.accountplans.workflow import State
from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side
from apps.users.models import User
from apps.users.policies import CLIENT_ROLES

FUNCTIONS = {Side.MEDICAL, Side.COMMERCIAL}


def may_read_plans(user: User) -> Verdict:
    """Both functions and compliance."""
    if user.side in FUNCTIONS or user.side == Side.OVERSIGHT:
        return ALLOWED
    return refused(_("Account plans are of the medical and the commercial side."))


def may_make(user: User) -> Verdict:
    """Whoever holds contacts."""
    if user.side in FUNCTIONS and user.facts.records:
        return ALLOWED
    return refused(_("Only who holds contacts plans for an account."))


def may_work_on(user: User, plan: AccountPlan) -> Verdict:
    """Who leads it and who is in the team, on whichever side, as long as it is not archived."""
    if not (verdict := may_make(user)):
        return verdict
    if plan.archived_at is not None:
        return refused(_("This plan is archived. Bring it back before you change it."))
    team = PlanMember.objects.filter(plan=plan, user=user, is_removed=False)
    if plan.owner_id == user.pk or team.exists():
        return ALLOWED
    return refused(_("%(name)s leads this plan; only the team changes it.") % {"name": plan.owner})


def may_change(user: User, plan: AccountPlan) -> Verdict:
    """The team, but not while compliance looks at it."""
    if not (verdict := may_work_on(user, plan)):
        return verdict
    return refused(_("Compliance is looking at this plan.")) if plan.state == State.REVIEW else ALLOWED


def may_ask_review(user: User, plan: AccountPlan) -> Verdict:
    """The team, of a draft."""
    if not (verdict := may_work_on(user, plan)):
        return verdict
    return ALLOWED if plan.state == State.DRAFT else refused(_("Only a draft goes to compliance."))


def may_look_back(user: User, plan: AccountPlan) -> Verdict:
    """The team, of an active plan."""
    if not (verdict := may_work_on(user, plan)):
        return verdict
    return ALLOWED if plan.state == State.ACTIVE else refused(_("Only an active plan is looked back on."))


def may_archive(user: User, plan: AccountPlan) -> Verdict:
    """Who leads it, and not while compliance looks at it; bringing back is the same."""
    if plan.owner_id != user.pk:
        return refused(_("%(name)s leads this plan.") % {"name": plan.owner})
    return refused(_("Compliance is looking at this plan.")) if plan.state == State.REVIEW else ALLOWED


def may_join(user: User) -> Verdict:
    """Into a team comes who holds contacts on either side and can sign in."""
    if may_make(user) and user.is_active and user.role not in CLIENT_ROLES:
        return ALLOWED
    return refused(_("Into the team comes who holds contacts and can sign in."))
