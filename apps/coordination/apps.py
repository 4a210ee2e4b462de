"""Touchpoints: the envelope of every contact, the only door in the wall."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoordinationConfig(AppConfig):
    """SHARED: that a contact happened."""

    name = "apps.coordination"

    def ready(self) -> None:
        """Offer the radar, and the contacts on the pages of the directory."""
        from apps.coordination.panels import contacts_of_account, contacts_of_stakeholder
        from apps.core.navigation import Entry, register
        from apps.core.registry import Panel, register_panel

        register(Entry(_("Radar"), "coordination:radar", "radar-2", 40, sees_contacts))
        for page, render in (("stakeholder", contacts_of_stakeholder), ("account", contacts_of_account)):
            register_panel(
                Panel(
                    "timeline",
                    f"directory.{page}",
                    _("Contacts"),
                    20,
                    render,
                    sees_contacts,
                )
            )


def sees_contacts(user: Any) -> bool:
    """For panels and navigation."""
    from apps.coordination.policies import may_see_contacts

    return bool(may_see_contacts(user))
