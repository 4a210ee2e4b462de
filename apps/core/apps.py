"""The house's own helpers; no tables, no domain nouns."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Base model, verdicts, paging, registries, page shell, search."""

    name = "apps.core"

    def ready(self) -> None:
        """Let the search find pages."""
        from apps.core.finding import PAGES
        from apps.core.registry import register_search_source

        register_search_source(PAGES)
