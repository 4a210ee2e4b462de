"""The house's own helpers; no tables, no domain nouns."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Base model, verdicts, paging, registries, page shell."""

    name = "apps.core"
