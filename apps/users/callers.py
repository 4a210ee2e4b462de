"""Who is calling: the user of the session, or in the API the service user behind a bearer token."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest
from oauth2_provider.contrib.rest_framework import OAuth2Authentication

from apps.firewall.sides import Side
from apps.users.models import User

#: Where tokens count. Everywhere else the session alone says who calls, whatever header comes with it.
API = "/api/"


def caller_of(request: HttpRequest) -> User | None:
    """The active user this request acts for, None for nobody. Runs on no side, where tokens can be read.

    In the API a token replaces the session, so that `request.user` is the caller there too: side, limits and the
    list of what oversight read must all speak of one user.
    """
    if _has_token(request):
        caller = bearer_of(request)
        request.user = caller or AnonymousUser()
        return caller
    user: Any = request.user
    return user if user.is_authenticated else None


def hold(caller: User) -> bool:
    """Keep the caller's row as it was resolved until the request has ended; False when it changed meanwhile.

    A request that writes and a change of sides take turns: the change waits for the request, or the request is refused.
    Administrators read themselves again under a lock in each action (`holding.administrator_now`, `held`).
    """
    if caller.side == Side.ADMINISTRATION:
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT role, is_active FROM users_user WHERE id = %s FOR KEY SHARE", [caller.pk])
        return bool(cursor.fetchone() == (caller.role, True))


def bearer_of(request: HttpRequest) -> User | None:
    """The service user of a valid, unexpired token whose client still exists and whose user may sign in.

    The token is resolved with the authenticator that the API uses, and kept on the request for it.
    """
    found = OAuth2Authentication().authenticate(request)
    token = found[1] if found else None
    user: User | None = token.application.service_user if token is not None and token.application else None
    if user is None or not user.is_active:
        return None
    request.bearer = (user, token)  # type: ignore[attr-defined]
    return user


def _has_token(request: HttpRequest) -> bool:
    is_bearer = request.headers.get("Authorization", "").lower().startswith("bearer ")
    return is_bearer and request.path_info.startswith(API)
