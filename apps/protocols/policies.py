"""Compliance keeps protocols; whoever stands on a side reads and acknowledges them."""

from django.utils.translation import gettext_lazy as _

from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side
from apps.protocols.models import READERS, ProtocolVersion
from apps.users.models import User
from apps.users.policies import CLIENT_ROLES


def may_read(user: User) -> Verdict:
    """Protocols are shared records."""
    if user.side in READERS:
        return ALLOWED
    return refused(_("Administrators see no shared records, protocols among them."))


def may_keep(user: User) -> Verdict:
    """Draft, publish and retire."""
    if user.side == Side.OVERSIGHT:
        return ALLOWED
    return refused(_("Compliance officers keep the protocols."))


def may_change(user: User, version: ProtocolVersion) -> Verdict:
    """A draft is changed and published; what is published stays as it is."""
    if not (verdict := may_keep(user)):
        return verdict
    return ALLOWED if version.is_draft else refused(_("This version is published. Draft a new one."))


def may_acknowledge(user: User, version: ProtocolVersion) -> Verdict:
    """People, what is published and not retired, also before its day."""
    if not (verdict := may_read(user)):
        return verdict
    if user.role in CLIENT_ROLES:
        return refused(_("A system reads no protocols: people acknowledge them."))
    if version.is_draft or version.protocol.retired_on is not None:
        return refused(_("Only a published version of a protocol in use is acknowledged."))
    return ALLOWED
