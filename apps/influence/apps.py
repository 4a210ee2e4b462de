"""The stakeholder map of an account."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InfluenceConfig(AppConfig):
    """SHARED: who decides, who sits where, who listens to whom."""

    name = "apps.influence"

    def ready(self) -> None:
        """Offer the map on the pages of the directory, and the history of what stands on it."""
        from apps.core.registry import Panel, register_panel
        from apps.influence import recorded
        from apps.influence.panels import map_of_account, ties_of_stakeholder

        for page, title, render in (
            ("account", _("Stakeholder map"), map_of_account),
            ("stakeholder", _("Influence"), ties_of_stakeholder),
        ):
            register_panel(Panel("influence", f"directory.{page}", title, 35, render, reads_map, "side"))
        recorded.register()


def reads_map(user: Any) -> bool:
    """For panels."""
    from apps.influence.policies import may_read_map

    return bool(may_read_map(user))
