"""Who calls the API: a bearer token, or a signed-in person on our own pages."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated
from rest_framework.request import Request

from apps.users.models import User

REALM = 'Bearer realm="api"'


class BearerAuthentication(BaseAuthentication):
    """Takes the caller that was resolved before a side was taken: under a side's role no token can be read."""

    def authenticate(self, request: Request) -> tuple[User, Any] | None:
        """The service user and the token; None without a bearer header, so that the session is asked next."""
        if not request.headers.get("Authorization", "").lower().startswith("bearer "):
            return None
        bearer: tuple[User, Any] | None = getattr(request._request, "bearer", None)
        if bearer is None:
            raise AuthenticationFailed(_("The token is unknown, expired or withdrawn. Get a new one."))
        return bearer

    def authenticate_header(self, request: Request) -> str:
        """The challenge of a 401."""
        has_token = "Authorization" in request.headers
        return f'{REALM}, error="invalid_token"' if has_token else REALM


class PageAuthentication(SessionAuthentication):
    """Session and CSRF token, for our own pages only."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        """The signed-in person. Never beside a bearer header: the side was taken for that one."""
        found: tuple[User, None] | None = super().authenticate(request)
        return found


def scopes_of(request: Request) -> set[str] | None:
    """What the token allows and the client may still do; None for a person, whose role alone decides."""
    token: Any = request.auth
    return None if token is None else set(token.scope.split()) & set(token.application.scopes.split())


def caller_of(request: Request) -> User:
    """The person or service user who acts. Raises NotAuthenticated for nobody."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user


def correlation_id(request: HttpRequest | Request) -> str:
    """The id under which this request stands in logs and history."""
    return str(getattr(request, "request_id", ""))
