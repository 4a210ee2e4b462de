"""Accounts, stakeholders and affiliations: the ground both sides share."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """SHARED: who and where."""

    name = "apps.directory"

    def ready(self) -> None:
        """Offer the two lists to everybody who may read them, and the history of what is in them."""
        from apps.core.navigation import Entry, register
        from apps.core.registry import register_search_source
        from apps.directory import recorded
        from apps.directory.finding import SOURCES

        register(Entry(_("Stakeholders"), "directory:stakeholders", "users", 24, may_read, "g s"))
        register(Entry(_("Accounts"), "directory:accounts", "building-hospital", 26, may_read, "g a"))
        for source in SOURCES:
            register_search_source(source)
        recorded.register()


def may_read(user: Any) -> bool:
    """For the navigation."""
    from apps.directory.policies import may_browse

    return bool(may_browse(user))
