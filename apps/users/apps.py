"""People and API clients that log in."""

from django.apps import AppConfig


class UsersConfig(AppConfig):
    """Roles, teams, territories, sign-in."""

    name = "apps.users"
