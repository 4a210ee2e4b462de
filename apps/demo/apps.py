"""Registers the demo app; it owns no tables, it only fills those of the others."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo data app."""

    name = "apps.demo"
    label = "demo"
