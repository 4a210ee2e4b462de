"""Who looks after the delivery of messages."""

from django.utils.translation import gettext_lazy as _

from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side
from apps.users.models import User


def may_look_after_delivery(user: User) -> Verdict:
    """See whom no mail reached, send again, give up. Messages have no content, so administrators see all there is."""
    if user.side == Side.ADMINISTRATION and user.is_active:
        return ALLOWED
    return refused(_("Only administrators look after the delivery of messages."))
