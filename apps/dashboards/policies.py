"""Who gets reports."""

from django.utils.translation import gettext_lazy as _

from apps.core.verdict import ALLOWED, Verdict, refused
from apps.dashboards.registry import Report, reports_for
from apps.firewall.sides import Side
from apps.users.models import User


def may_read(user: User) -> Verdict:
    """People of the medical side for whose role there is a report. Everybody reads their own only."""
    if user.side == Side.MEDICAL and reports_for(user):
        return ALLOWED
    return refused(_("There is no report for your role."))


def may_choose(user: User, report: Report) -> Verdict:
    """Whoever gets a report decides whether they want it."""
    if user.side == Side.MEDICAL and user.role in report.roles:
        return ALLOWED
    return refused(_("This report is not for your role."))
