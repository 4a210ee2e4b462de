"""Imports and REST plumbing."""

from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    """Per side: what comes from and goes to other systems."""

    name = "apps.integrations"
