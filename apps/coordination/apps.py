"""Touchpoints: the envelope of every contact, the only door in the wall."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Any] = {
    "draft_disclosure": _("drafted a new version of the disclosure policy"),
    "change_disclosure": _("changed the draft of the disclosure policy"),
    "approve_disclosure": _("approved the disclosure policy"),
    "see_collisions": _("saw that a colleague is nearby"),
    "record_context": _("said what to know before a visit"),
    "change_context": _("corrected what to know before a visit"),
    "archive_context": _("put away what was known of the account"),
    "restore_context": _("brought back what was known of the account"),
    "set_collision_days": _("set how far apart contacts keep"),
    "record_brief_view": _("opened the brief"),
}


class CoordinationConfig(AppConfig):
    """SHARED: that a contact happened."""

    name = "apps.coordination"

    def ready(self) -> None:
        """Offer the radar, and the contacts on the pages of the directory."""
        from apps.coordination.panels import contacts_of_account, contacts_of_stakeholder
        from apps.core.navigation import Entry, register
        from apps.core.registry import Panel, register_panel

        self._name_history()

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
        _offer_what_is_around()

    def _name_history(self) -> None:
        from apps.audit.registry import register_history, register_verbs
        from apps.coordination.models import DisclosurePolicy, DisclosureRule
        from apps.coordination.policies import may_keep_disclosure

        register_history(
            "disclosure",
            DisclosurePolicy,
            _("Disclosure policy"),
            related=[(DisclosureRule, "policy")],
            may_see=lambda user, policy: bool(may_keep_disclosure(user)),
        )
        register_verbs(VERBS)


def _offer_what_is_around() -> None:
    """Collisions and what is known of accounts, on the pages where people plan and prepare."""
    from apps.coordination import panels
    from apps.core.registry import Panel, register_panel

    title = _("Colleagues nearby")
    places = (
        ("interactions.my_day", 4, panels.collisions_of_reader, "side"),
        ("keyaccounts.my_visits", 4, panels.collisions_of_reader, "side"),
        ("directory.account", 8, panels.collisions_of_account, "main"),
        ("directory.stakeholder", 8, panels.collisions_of_stakeholder, "main"),
        ("coordination.touchpoint", 4, panels.collisions_of_contact, "side"),
        ("interactions.read", 4, panels.collisions_of_contact, "main"),
        ("keyaccounts.visit", 4, panels.collisions_of_contact, "main"),
    )
    for page, order, render, column in places:
        register_panel(Panel("collisions", page, title, order, render, sees_contacts, column))
    before = _("Before a visit")
    register_panel(
        Panel("context", "directory.account", before, 2, panels.context_of_account, sees_contacts, "side")
    )


def sees_contacts(user: Any) -> bool:
    """For panels and navigation."""
    from apps.coordination.policies import may_see_contacts

    return bool(may_see_contacts(user))
