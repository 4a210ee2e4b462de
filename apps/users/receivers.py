"""What follows from things that happen in allauth."""

from typing import Any

from allauth.account.signals import password_reset
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from apps.users.invitations import note_joined
from apps.users.models import User
from apps.users.throttling import forget_tries


@receiver(password_reset)
def start_anew(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Who got a new password by mail is the owner of the address: earlier wrong ones count no more."""
    forget_tries(request, user.email)


@receiver(user_logged_in)
def join(user: User, **kwargs: Any) -> None:
    """Who signs in has come, in whatever way: the link of the invitation is dead from then on."""
    if isinstance(user, User):
        note_joined(user)
