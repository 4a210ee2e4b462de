"""Lists that administrators keep and every side reads."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    """Therapeutic areas, products, topics, purpose classes."""

    name = "apps.catalog"

    def ready(self) -> None:
        """Add the therapeutic areas to the form of a person, which stands below the catalogue."""
        from apps.catalog.actions import assign_areas
        from apps.catalog.forms import Areas
        from apps.core.registry import Section, register_section

        register_section("users.person", Section("catalog", Areas, _("Therapeutic areas"), 10, assign_areas))
