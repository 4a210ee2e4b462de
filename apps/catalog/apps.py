"""Lists that administrators keep and every side reads."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Therapeutic areas, products, topics, purpose classes."""

    name = "apps.catalog"
