"""Safety items: anything heard that may have to be reported."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

#: The pages on which a contact is logged, of either side.
PAGES = ("interactions.log", "keyaccounts.log")


class SafetyConfig(AppConfig):
    """SAFETY: clock and hand-over."""

    name = "apps.safety"

    def ready(self) -> None:
        """Offer the inbox, the history of an item, and the report as a part of every log form."""
        from apps.audit.registry import register_history, register_verbs
        from apps.core.navigation import Entry, register
        from apps.core.registry import Section, register_section
        from apps.safety.actions import flag_safety_item
        from apps.safety.forms import SafetyReport
        from apps.safety.models import SafetyItem

        register(Entry(_("Safety"), "safety:items", "shield-check", 50, reads_items))
        register_history("safety-item", SafetyItem, _("Safety item"))
        register_verbs(
            {"flag_safety_item": _("reported what was heard"), "move_item": _("took the item a step further")}
        )
        for page in PAGES:
            register_section(
                page,
                Section(
                    "safety",
                    SafetyReport,
                    _("Safety report"),
                    10,
                    flag_safety_item,
                    says_yes,
                    "safety_answer",
                ),
            )


def says_yes(subject: Any) -> bool:
    """Whether a contact's safety question is answered with yes, and was not when it was recorded before."""
    return bool(getattr(subject, "is_newly_unsafe", False))


def reads_items(user: Any) -> bool:
    """For the navigation."""
    from apps.safety.policies import may_read_items

    return bool(may_read_items(user))
