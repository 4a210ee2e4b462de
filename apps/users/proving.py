"""Proving once more who one is, at the moment of signing: by the password, or by a code of the second factor.

An electronic signature must not be had by sitting down at somebody's open laptop (21 CFR 11.200). Second factors stand
in IDENTITY tables, which no side reads: for that one look, and nothing else, the login's own role is taken.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib.auth.hashers import check_password
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.firewall.roles import role_taken
from apps.firewall.sides import WEB_LOGIN
from apps.users.models import User
from apps.users.second_factor import factors_of, take_code
from apps.users.throttling import count_proof

PASSWORD, SECOND_FACTOR = "password", "second_factor"
#: From the check to the signature is one request; a proof that was kept is none.
FRESH = timedelta(minutes=1)
WRONG = gettext_lazy("The password or code is not right. Nothing was signed.")


@dataclass(frozen=True)
class Proof:
    """This person proved who they are, then and in this way."""

    user_id: Any
    way: str
    at: datetime

    def require(self, user: User) -> None:
        """Raise PermissionDenied unless it is this user's and fresh."""
        if self.user_id != user.pk or timezone.now() - self.at > FRESH:
            raise PermissionDenied(_("Prove once more who you are: enter your password or a code."))


def ways_of(user: User) -> list[str]:
    """How this person can prove it; none for who signs in elsewhere and has no authenticator app."""
    with role_taken(WEB_LOGIN):
        has_codes = factors_of(user).filter(type=Authenticator.Type.TOTP).exists()
    return [PASSWORD] * user.has_usable_password() + [SECOND_FACTOR] * has_codes


class ProofForm(forms.Form):
    """Password or code; valid only when one of them is right. `proof` then says so. Tries are counted as at sign-in."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=gettext_lazy("Or a code of your authenticator app"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
        self.request, self.user, self.ways = request, user, ways_of(user)
        super().__init__(*args, **kwargs)
        if PASSWORD not in self.ways:
            del self.fields["password"]
            self.fields["code"].label = _("A code of your authenticator app")
        if SECOND_FACTOR not in self.ways:
            del self.fields["code"]

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError when neither is right, nothing was entered, or too much was tried."""
        typed: dict[str, Any] = super().clean() or {}
        if self.errors:
            # Something else is missing: nobody is asked for a second code because of that.
            return typed
        if not self.ways:
            raise forms.ValidationError(
                _("To sign you need a password or an authenticator app. Set one up under Security.")
            )
        if not typed.get("password") and not typed.get("code"):
            raise forms.ValidationError(_("Enter your password or a code."))
        self.proof = self._proved(typed)
        return typed

    def _proved(self, typed: dict[str, Any]) -> Proof:
        usage = count_proof(self.request, self.user)
        if usage is None:
            raise forms.ValidationError(_("Too many tries. Wait five minutes."))
        for way, is_right in ((PASSWORD, _is_password), (SECOND_FACTOR, _is_code)):
            value = typed.get("password" if way == PASSWORD else "code")
            if value:
                if not is_right(self.user, value):
                    raise forms.ValidationError(WRONG)
                usage.rollback()
                return Proof(self.user.pk, way, timezone.now())
        raise forms.ValidationError(WRONG)


def _is_password(user: User, password: str) -> bool:
    """Compared without renewing the hash, which a side may not write."""
    return bool(check_password(password, user.password))


def _is_code(user: User, code: str) -> bool:
    """A code of the authenticator app, each taken once. Recovery codes are for losing it, not for signing."""
    with role_taken(WEB_LOGIN):
        for factor in factors_of(user).filter(type=Authenticator.Type.TOTP):
            if factor.wrap().validate_code(code):
                is_new = take_code(user, code)
                if is_new:
                    factor.record_usage()
                return is_new
    return False
