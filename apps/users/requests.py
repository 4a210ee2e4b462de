"""The signed-in person of a request, typed."""

from django.http import HttpRequest

from apps.users.models import User


def user_of(request: HttpRequest) -> User:
    """Who calls a page behind sign-in. Raises TypeError elsewhere, since nobody stands there."""
    if not isinstance(request.user, User):
        raise TypeError("This page is only for people who signed in.")
    return request.user
