"""Writes a demo plan into the database, as the actions would have written it over eighteen months."""

from apps.demo.loading.whole import is_loaded, load_plan

__all__ = ["is_loaded", "load_plan"]
