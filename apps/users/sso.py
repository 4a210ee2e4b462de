"""Single sign-on: who comes from an identity provider, and who is refused. Nobody is ever made by it.

Whoever comes is known by the subject that was stored at the first sign-in, else by a verified address. The stored
subject stands under the provider's name and issuer (`msl_crm.sso.provider_id`), so that another issuer behind the same
name cannot speak for the same people.
"""

import logging
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.users.models import User
from apps.users.policies import CLIENT_ROLES

logger = logging.getLogger(__name__)


class SingleSignOn(DefaultSocialAccountAdapter):
    """Lets in who exists and is active; everybody else gets a page that says what to do."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Providers stand in the environment only: a row in the library's table lets nobody in, and costs no query."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Administrators make users."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the person, or refuse. Raises ImmediateHttpResponse with the page that says why."""
        if sociallogin.state.get("process", "login") != "login":
            refuse(request, _("Single sign-on is for signing in only."))
        claims = _claims(request, sociallogin)
        person = sociallogin.user if sociallogin.is_existing else _by_address(request, sociallogin, claims)
        if not person.is_active:
            refuse(request, _("This login is switched off. An administrator can switch it on again."))
        _remember(sociallogin, person)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Cancelled, an answer that is old or forged, or no answer at all."""
        if error == AuthError.CANCELLED:
            refuse(request, _("You stopped signing in at the other page. Start again when you like."))
        # The kind of trouble only: the answer holds who somebody is.
        logger.warning("Single sign-on failed: %s", type(exception).__name__ if exception else error)
        refuse(
            request, _("Signing in there did not work, or took too long. Start again from the sign-in page.")
        )


def is_only_way(user: User) -> bool:
    """Whether this role signs in by single sign-on and in no other way (`SSO_ONLY_ROLES`)."""
    return user.role in settings.SSO_ONLY_ROLES


def refusal(request: HttpRequest, reason: "str | Promise", status: int = 403) -> HttpResponse:
    """The page that refuses a sign-in in a sentence."""
    return render(request, "account/sso_refused.html", {"reason": reason}, status=status)


def refuse(request: HttpRequest, reason: "str | Promise") -> NoReturn:
    """Stop the sign-in here."""
    raise ImmediateHttpResponse(refusal(request, reason))


def _claims(request: HttpRequest, sociallogin: SocialLogin) -> dict[str, Any]:
    """What the provider says. Both its answers must speak of one person, and come from the issuer that was configured.

    OpenID Connect Core 5.3.2: the subject of the user info must be compared; Discovery 4.3: so must the issuer. An
    address and the word that it is verified come from the same answer: the word of one says nothing about the other's.
    """
    told = sociallogin.account.extra_data
    signed, info = told.get("id_token") or {}, told.get("userinfo") or {}
    is_ours = signed.get("iss") == sociallogin.provider.app.settings["issuer"]
    if not is_ours or signed.get("sub") != info.get("sub"):
        logger.warning("Single sign-on failed: the answers contradict each other")
        refuse(request, _("The answer of the sign-in server is not valid. Tell your administrator."))
    vouching = [answer for answer in (signed, info) if {"email", "email_verified"} <= answer.keys()]
    return vouching[0] if vouching else {}


def _by_address(request: HttpRequest, sociallogin: SocialLogin, claims: dict[str, Any]) -> User:
    """The person with this verified address. An address that went to somebody else brings no rights along."""
    if claims.get("email_verified") is not True and claims.get("email_verified") != "true":
        refuse(
            request, _("Your sign-in server does not vouch for your e-mail address. Tell your administrator.")
        )
    person = (
        User.objects.filter(email=str(claims.get("email", "")).lower()).exclude(role__in=CLIENT_ROLES).first()
    )
    if person is None:
        refuse(request, _("Nobody with your e-mail address works here. Ask an administrator to invite you."))
    linked = SocialAccount.objects.filter(user=person, provider=sociallogin.account.provider)
    if linked.exists():
        refuse(
            request,
            _("Your e-mail address belongs to somebody with another login there. Tell your administrator."),
        )
    return person


def _remember(sociallogin: SocialLogin, person: User) -> None:
    """Store the subject and nothing else of what was told. allauth's own way saves the whole user, and may not."""
    account = sociallogin.account
    account.user, account.extra_data = person, {}
    account.save()
    sociallogin.user = person
