"""The second factor: what we change in allauth's, who must have one, and what an administrator's reset means.

Administrators cannot touch IDENTITY tables. A reset is a moment on the person's row (`factor_reset_at`); whatever was
set up before it counts no more, and is deleted by whoever of the web login comes first: the task, or the next sign-in.
"""

import base64
from functools import cache as remembered
from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from apps.users.models import User

#: Recovery codes alone are none: they stand in for one that was lost.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
#: Longer than a code is accepted: one step before and one after the present one, 30 seconds each.
CODE_SECONDS = 120


class SecondFactors(DefaultMFAAdapter):
    """Secrets encrypted at rest, our names, and no way to give up a factor that the role must have."""

    def get_totp_issuer(self) -> str:
        """What the authenticator app calls us."""
        return str(settings.BRAND_NAME)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What the browser calls us when it asks for a key."""
        return {**super().get_public_key_credential_rp_entity(), "name": str(settings.BRAND_NAME)}

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """A name to start with, by which a lost key can be told from the others."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Security key %(number)d") % {"number": number}

    def encrypt(self, text: str) -> str:
        """For the table; whoever reads it without the key of the installation has nothing."""
        return _cipher(tuple(settings.SECOND_FACTOR_KEYS)).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises ValidationError when the key of the installation was changed and the old one is not listed."""
        try:
            return _cipher(tuple(settings.SECOND_FACTOR_KEYS)).decrypt(encrypted_text.encode()).decode()
        except InvalidToken as fault:
            raise ValidationError(
                _("Your second factor can no longer be read. Ask an administrator to reset it.")
            ) from fault

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """What an administrator reset counts no more. Asked on every request of some roles, so it only reads."""
        if not isinstance(user, User):
            return False
        found = factors_of(user)
        return (found if types is None else found.filter(type__in=types)).exists()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of a role that must have one."""
        others = factors_of(authenticator.user).filter(type__in=FACTORS)
        return not is_required(authenticator.user) or others.exclude(pk=authenticator.pk).exists()


def factors_of(user: User) -> "QuerySet[Authenticator]":
    """What this person has set up, without what an administrator reset since, be it deleted already or not."""
    kept: QuerySet[Authenticator] = Authenticator.objects.filter(user=user)
    return kept.filter(created_at__gt=user.factor_reset_at) if user.factor_reset_at else kept


def is_required(user: User) -> bool:
    """Whether this role must have a second factor (`SECOND_FACTOR_ROLES`)."""
    return user.role in settings.SECOND_FACTOR_ROLES


def is_missing(user: User) -> bool:
    """Whether the person must set one up before anything else. Asked of the database only for such a role."""
    return is_required(user) and not SecondFactors().is_mfa_enabled(user, FACTORS)


def forget_reset_factors(user: User) -> int:
    """Delete what was set up before an administrator's reset, and say how many that were. Runs as the web login."""
    if user.factor_reset_at is None:
        return 0
    reset = Authenticator.objects.filter(user=user, created_at__lte=user.factor_reset_at)
    return int(reset.delete()[0])


def forget_all_reset_factors() -> int:
    """The same for everybody; the task's part."""
    return int(Authenticator.objects.filter(created_at__lte=F("user__factor_reset_at")).delete()[0])


def take_code(user: User, code: str) -> bool:
    """Note that this person used a code; False when it was used before, to sign in or to sign.

    However it was typed: allauth ignores spaces and punctuation.
    """
    return bool(cache.add(f"code-used:{user.pk}:{normalize_user_code(code)}", True, CODE_SECONDS))


class _OnceOnly:
    """A code that was taken is not taken again, though its neighbours in time are accepted as well."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        """Raises ValidationError for a used code."""
        code: str = super().clean_code()  # type: ignore[misc]
        is_new = take_code(self.user, code)
        if self.authenticator.type == Authenticator.Type.TOTP and not is_new:
            raise ValidationError(_("This code was used already. Wait for the next one."))
        return code


class Authenticate(_OnceOnly, AuthenticateForm):
    """The second step of signing in."""


class Reauthenticate(_OnceOnly, ReauthenticateForm):
    """Before something sensitive."""


class AddKey(AddWebAuthnForm):
    """A new security key, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["passwordless"].label = _("Sign in with it alone")
        self.fields["passwordless"].help_text = _(
            "A passkey: no password is asked for, because the key asks for a fingerprint, face or PIN."
        )

    def clean(self) -> dict[str, Any]:
        """Keep what the owner chose; what the device says instead depends on the browser, and not on them."""
        typed: dict[str, Any] = super().clean()
        if credential := typed.get("credential"):
            is_alone = bool(typed.get("passwordless"))
            credential["clientExtensionResults"] = {"credProps": {"rk": is_alone}}
        return typed


class SignInWithKey(LoginWebAuthnForm):
    """Signing in with a key and nothing else."""

    def clean_credential(self) -> Authenticator:
        """Raises ValidationError for a key that its owner set up beside the password; allauth does not ask."""
        key: Authenticator = super().clean_credential()
        if not key.wrap().is_passwordless:
            raise ValidationError(_("This key does not sign you in alone. Sign in with your password first."))
        return key


@remembered
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    """The first key writes, all of them read: so a key can be changed."""
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key))) for key in keys])


def _derived(key: str) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=b"second factor").derive(key.encode())
