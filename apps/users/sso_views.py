"""The way to an identity provider and back, with a page instead of a fault when it does not answer."""

from collections.abc import Callable
from typing import Any

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from requests import RequestException

from apps.users.sso import refusal

#: What a server that is down, or answers something else than expected, makes of us.
TROUBLE = (RequestException, OAuth2Error, ValueError, KeyError)


class ProviderName:
    """In an address: the name of a configured provider. In Python: the key under which its subjects are stored."""

    regex = "[a-z][a-z0-9]*"

    def to_python(self, value: str) -> str:
        """Raises ValueError, which means not found, for a name that is not configured."""
        found = [app["provider_id"] for app in _apps() if app["provider_id"].rpartition("-")[0] == value]
        if not found:
            raise ValueError(value)
        return str(found[0])

    def to_url(self, value: str) -> str:
        """The name, without the part that tells issuers apart."""
        return value.rpartition("-")[0]


def _apps() -> list[dict[str, Any]]:
    apps: list[dict[str, Any]] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return apps


def _answering(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @login_not_required
    def answered(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except TROUBLE:
            reason = _("The sign-in server of your company does not answer. Try again in a few minutes.")
            return refusal(request, reason, status=503)

    return answered


login = _answering(views.login)
callback = _answering(views.callback)
