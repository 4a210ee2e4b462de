"""Refuse to start with a setting that would protect nobody."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from apps.users.roles import Role

#: Settings that list roles.
LISTS = ("SECOND_FACTOR_ROLES", "SSO_ONLY_ROLES")


@register()
def check_roles(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A misspelt role would be asked for nothing."""
    return [
        Error(f"{name} names {role!r}, which is no role. Roles: {', '.join(Role.values)}.", id="users.E001")
        for name in LISTS
        for role in getattr(settings, name)
        if role not in Role.values
    ]


@register()
def check_sso(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Roles that may sign in only by single sign-on need somebody to sign in with."""
    if settings.SSO_ONLY_ROLES and not settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
        return [
            Error("SSO_ONLY_ROLES is set, and OIDC_PROVIDERS is not: nobody could sign in.", id="users.E002")
        ]
    return []
