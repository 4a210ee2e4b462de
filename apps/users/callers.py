"""Who is calling: the user of the session, or in the API the service user behind a bearer token."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest
from oauth2_provider.contrib.rest_framework import OAuth2Authentication

from apps.users.models import User

#: Where tokens count. Everywhere else the session alone says who calls, whatever header comes with it.
API = "/api/"
#: For how many seconds a hand-over waits for requests that are under way before it is put off.
LONGEST_WAIT = 10


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
    """Keep the caller's side until the request has ended; False for who was moved, locked out or signed out meanwhile.

    A change of sides is there at once and waits for nobody. What it leads to, the hand-over of what was done on the old
    side, waits for the requests that began before it (`let_end`), and no other can begin.
    """
    with connection.cursor() as cursor:
        # Two statements: one that had to wait for the lock would read the row as it was before.
        cursor.execute(
            "SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0));"
            "SELECT role, is_active, sign_outs FROM users_user WHERE id = %s",
            [_turn(caller.pk, caller.side), caller.pk],
        )
        return bool(cursor.fetchone() == (caller.role, True, caller.sign_outs))


def let_end(person_id: UUID, side: str) -> None:
    """Wait until no request of this person on this side is under way; none begins before this transaction has ended.

    Raises OperationalError when that takes too long.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL lock_timeout = %s; SELECT pg_advisory_xact_lock(hashtextextended(%s, 0));"
            "SET LOCAL lock_timeout TO DEFAULT",
            [f"{LONGEST_WAIT}s", _turn(person_id, side)],
        )


def bearer_of(request: HttpRequest) -> User | None:
    """The service user of a valid, unexpired token whose client still exists and whose user may sign in.

    The token is resolved with the authenticator that the API uses, and kept on the request for it.
    """
    found = OAuth2Authentication().authenticate(request)
    token = found[1] if found else None
    user: User | None = token.application.service_user if token is not None and token.application else None
    if user is None or not user.is_active or _is_from_before(user, token):
        return None
    request.bearer = (user, token)  # type: ignore[attr-defined]
    return user


def _is_from_before(user: User, token: Any) -> bool:
    """Whether this token was given before the system was deactivated: that it was reactivated does not revive it."""
    return user.access_ended_at is not None and token.created <= user.access_ended_at


def _turn(person_id: UUID, side: str) -> str:
    return f"requests of {person_id} as {side}"


def _has_token(request: HttpRequest) -> bool:
    is_bearer = request.headers.get("Authorization", "").lower().startswith("bearer ")
    return is_bearer and request.path_info.startswith(API)
