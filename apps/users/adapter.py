"""Where our sign-in differs from allauth's defaults."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.users import second_factor, sso, throttling
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

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try; allauth takes the count back when the password was right. Raises ValidationError."""
        self._login_failed_rl_usage = throttling.count_try(request, credentials.get("email", ""))
        if self._login_failed_rl_usage is None:
            raise self.validation_error("too_many_login_attempts")

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Refuse who is switched off, and a passkey that an administrator has reset."""
        refusal: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if refusal is not None:
            return refusal
        is_single_sign_on = "sociallogin" in (kwargs.get("signal_kwargs") or {})
        if sso.is_only_way(user) and not is_single_sign_on:
            return sso.refusal(request, _("Your role signs in through your company's single sign-on."))
        if second_factor.forget_reset_factors(user) and did_use_passwordless_login(request, user):
            messages.error(request, _("Your second factor was reset. Sign in with your password."))
            return redirect("account_login")
        return None

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Remember the browser, so that strangers' wrong passwords do not count here."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        throttling.mark_device(request, response, user.email)
        return response
