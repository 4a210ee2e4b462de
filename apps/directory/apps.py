"""Accounts, stakeholders and affiliations: the ground both sides share."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """SHARED: who and where."""

    name = "apps.directory"
