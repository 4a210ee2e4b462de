"""Messages: reminders and notices, as links without content."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Outbox and delivery."""

    name = "apps.notifications"
