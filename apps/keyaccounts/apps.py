"""Key account visits and their notes."""

from django.apps import AppConfig


class KeyAccountsConfig(AppConfig):
    """COMMERCIAL: the content of a commercial touchpoint."""

    name = "apps.keyaccounts"
