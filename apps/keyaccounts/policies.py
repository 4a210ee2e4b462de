"""Who may plan, log and cancel visits: key account managers their own, once they have begun."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.coordination.models import Touchpoint
from apps.coordination.policies import may_change_touchpoint, may_plan_touchpoint
from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side
from apps.keyaccounts.models import Visit
from apps.users.models import User


def may_plan_visit(user: User) -> Verdict:
    """Commercial people who hold contacts themselves."""
    if user.side != Side.COMMERCIAL:
        return refused(_("Visits belong to the commercial side."))
    return may_plan_touchpoint(user)


def may_change_visit(user: User, visit: Visit) -> Verdict:
    """Its owner moves a planned visit."""
    if not (verdict := may_plan_visit(user)):
        return verdict
    if visit.touchpoint.state == Touchpoint.State.HELD:
        return refused(_("This visit was held. Correct it where you log it."))
    return may_change_touchpoint(user, visit.touchpoint)


def may_log_visit(user: User, visit: Visit) -> Verdict:
    """Its owner writes notes, during or after the visit; later corrections stay in the history."""
    if not (verdict := may_plan_visit(user)):
        return verdict
    if not (verdict := may_change_touchpoint(user, visit.touchpoint)):
        return verdict
    if visit.touchpoint.starts_at > timezone.now():
        return refused(_("This visit has not begun. Move it if it took place earlier."))
    return ALLOWED


def may_cancel_visit(user: User, visit: Visit) -> Verdict:
    """Its owner, as long as it was not held."""
    if visit.touchpoint.state == Touchpoint.State.HELD:
        return refused(_("This visit was held and cannot be cancelled."))
    return may_change_visit(user, visit)
