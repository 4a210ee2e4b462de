"""Messages: reminders and notices, as links without content."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Outbox and delivery."""

    name = "apps.notifications"

    def ready(self) -> None:
        """Take the messages of apps that stand below."""
        from apps.core.telling import register_teller
        from apps.notifications.actions import queue_message

        register_teller(queue_message)
