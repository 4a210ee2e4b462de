"""Touchpoints: the envelope of every contact, the only door in the wall."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from apps.firewall.sides import Side

SIDES = {Side.MEDICAL, Side.COMMERCIAL, Side.OVERSIGHT}


class CoordinationConfig(AppConfig):
    """SHARED: that a contact happened."""

    name = "apps.coordination"

    def ready(self) -> None:
        """Offer the radar, and the contacts on the pages of the directory."""
        from apps.coordination.panels import contacts_of_account, contacts_of_stakeholder
        from apps.core.navigation import Entry, register
        from apps.core.registry import Panel, register_panel

        register(Entry(_("Radar"), "coordination:radar", "radar-2", 40, lambda user: user.side in SIDES))
        for page, render in (("stakeholder", contacts_of_stakeholder), ("account", contacts_of_account)):
            register_panel(
                Panel(
                    "timeline",
                    f"directory.{page}",
                    _("Contacts"),
                    20,
                    render,
                    lambda user: user.side in SIDES,
                )
            )
