"""Where our sign-in differs from allauth's defaults."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from apps.users.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves; the web login may change a password and no other column."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Administrators make users."""
        return False

    def set_password(self, user: User, password: str) -> None:
        """Save the one column that `crm_web` may update."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in a mail leads to the product's own address, whatever host the request claimed to be for."""
        return f"{settings.PUBLIC_URL}{urlsplit(super().get_reset_password_from_key_url(key)).path}"
