"""Wires the wall: system checks at start, grants after every migration."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FirewallConfig(AppConfig):
    """The app of the wall. It has no tables of its own."""

    name = "apps.firewall"

    def ready(self) -> None:
        """Register the checks, and grant after each `migrate`.

        The signal is emitted once per app after all migrations have run; listening to our own is once.
        """
        import_module("apps.firewall.checks")
        post_migrate.connect(grant_after_migrate, sender=self)


def grant_after_migrate(**kwargs: Any) -> None:
    """Issue the grants; a `migrate --plan` changes nothing."""
    from apps.firewall.grants import apply_grants

    if not kwargs.get("plan_only"):
        apply_grants()
