"""Who may see what was read. The history of a thing has no policy of its own: who sees the thing sees its history."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side


def may_read_readings(user: Any) -> Verdict:
    """Oversight watches itself."""
    if user.side == Side.OVERSIGHT:
        return ALLOWED
    return refused(_("Only compliance officers see what compliance officers have read."))
