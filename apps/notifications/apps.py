"""Messages: reminders and notices, as links without content."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Outbox and delivery."""

    name = "apps.notifications"

    def ready(self) -> None:
        """Take the messages of apps that stand below; offer administrators the list of those in trouble."""
        from apps.audit.registry import register_verbs
        from apps.core.navigation import Command, Entry, register, register_command
        from apps.core.telling import register_teller
        from apps.notifications.actions import queue_message

        register_teller(queue_message)
        register(Entry(_("Delivery"), "notifications:troubles", "mail", 60, looks_after_delivery))
        words = _("mails quiet hours reminders bell daily")
        register_command(
            Command(_("Notification preferences"), "bell", 15, words, "notifications:preferences")
        )
        register_verbs(
            {
                "retry_messages": _("had messages sent again"),
                "give_up_messages": _("gave messages up"),
                "set_message_preferences": _("changed how they are told"),
            }
        )


def looks_after_delivery(user: Any) -> bool:
    """For the navigation."""
    from apps.notifications.policies import may_look_after_delivery

    return bool(may_look_after_delivery(user))
