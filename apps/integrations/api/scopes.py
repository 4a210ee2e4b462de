"""Scopes: what a client may ask for when it gets a token, and what a method needs."""

from typing import Any

from django.utils.translation import gettext as _
from oauth2_provider.scopes import SettingsScopes
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from apps.integrations.api.authentication import REALM, scopes_of
from apps.integrations.api.problems import Problem

READING = {"GET", "HEAD", "OPTIONS"}


class ClientScopes(SettingsScopes):
    """Each client has its own list; asking for no scope in particular gives all of them."""

    def get_available_scopes(
        self, application: Any = None, request: Any = None, *args: Any, **kwargs: Any
    ) -> list[str]:
        """What this client may ask for."""
        own = application.scopes.split() if application else []
        return [scope for scope in own if scope in self.get_all_scopes()]

    def get_default_scopes(
        self, application: Any = None, request: Any = None, *args: Any, **kwargs: Any
    ) -> list[str]:
        """What a token has when nothing was asked for."""
        return self.get_available_scopes(application)


class HasScope(BasePermission):
    """Somebody calls, and their token has `read:<resource>` or `write:<resource>`."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """False for nobody (401); a missing scope is a problem that names it."""
        if not request.user or not request.user.is_authenticated:
            return False
        if request.method not in view.allowed_methods:
            return True  # No scope would help: the view answers 405, and says what it takes.
        needed = f"{'read' if request.method in READING else 'write'}:{view.resource.name}"
        scopes = scopes_of(request)
        if scopes is not None and needed not in scopes:
            challenge = f'{REALM}, error="insufficient_scope", scope="{needed}"'
            raise Problem(
                "insufficient-scope",
                _("This needs the scope %(scope)s.") % {"scope": needed},
                headers={"WWW-Authenticate": challenge},
            )
        return True
