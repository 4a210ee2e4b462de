"""Lists that administrators keep and every side reads."""

from typing import Any

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

        _offer_pages()
        register_section("users.person", Section("catalog", Areas, _("Therapeutic areas"), 10, assign_areas))


def _offer_pages() -> None:
    from apps.audit.registry import register_history, register_verbs
    from apps.catalog.models import Product, TherapeuticArea
    from apps.catalog.policies import may_keep_catalogue
    from apps.core.navigation import Entry, register

    def keeps(user: Any, thing: Any = None) -> bool:
        return bool(may_keep_catalogue(user))

    register(Entry(_("Therapeutic areas"), "catalog:areas", "stethoscope", 40, keeps))
    register(Entry(_("Products"), "catalog:products", "pill", 50, keeps))
    register_history("area", TherapeuticArea, _("Therapeutic area"), may_see=keeps)
    register_history("product", Product, _("Product"), may_see=keeps)
    register_verbs({"save_area": _("saved this area"), "save_product": _("saved this product")})
