"""Touchpoints: the envelope of every contact, the only door in the wall."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """SHARED: that a contact happened."""

    name = "apps.coordination"
