"""Removing a security key: allauth asks nobody whether the last one may go."""

from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from apps.users import second_factor
from apps.users.requests import user_of

_remove = RemoveWebAuthnView.as_view()


def remove_key(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove one of one's own keys, after confirming who one is; not the last factor of a role that must have one."""
    key = get_object_or_404(second_factor.factors_of(user_of(request)), pk=pk)
    if not second_factor.SecondFactors().can_delete_authenticator(key):
        messages.error(
            request, _("Your role needs a second factor. Set up another one before you remove this.")
        )
        return redirect("mfa_index")
    answer: HttpResponse = _remove(request, pk=pk)
    return answer
