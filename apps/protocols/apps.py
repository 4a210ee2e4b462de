"""Protocols: the rules of working across the wall."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Any] = {
    "draft_protocol": _("drafted the protocol"),
    "draft_version": _("began a new version"),
    "change_draft": _("changed the draft"),
    "publish_version": _("signed and published the version"),
    "retire_protocol": _("retired the protocol"),
    "acknowledge_version": _("acknowledged the version"),
}


class ProtocolsConfig(AppConfig):
    """SHARED: everybody reads and acknowledges, compliance keeps."""

    name = "apps.protocols"

    def ready(self) -> None:
        """Offer the shelf."""
        from apps.audit.registry import register_history, register_verbs
        from apps.core.navigation import Entry, register
        from apps.protocols.models import Protocol, ProtocolVersion

        register(Entry(_("Protocols"), "protocols:list", "books", 58, reads))
        register_history(
            "protocol",
            Protocol,
            _("Protocol"),
            related=[(ProtocolVersion, "protocol")],
            may_see=lambda user, row: keeps(user),
        )
        register_verbs(VERBS)


def reads(user: Any) -> bool:
    """For the navigation."""
    from apps.protocols.policies import may_read

    return bool(may_read(user))


def keeps(user: Any) -> bool:
    """For the history, which shows drafts."""
    from apps.protocols.policies import may_keep

    return bool(may_keep(user))
