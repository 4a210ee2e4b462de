"""Deleting what counts no more: administrators may not touch IDENTITY tables, so a task of the web login does it."""

from django.db.models import F, Q
from oauth2_provider.models import get_access_token_model

from apps.firewall.roles import role_taken
from apps.firewall.sides import WEB_LOGIN
from apps.users.second_factor import forget_all_reset_factors

_ENDED = Q(application__service_user__is_active=False) | Q(
    created__lte=F("application__service_user__access_ended_at")
)


def end_leftovers() -> None:
    """Second factors from before a reset; tokens of deactivated systems, which no reactivation brings back."""
    with role_taken(WEB_LOGIN):
        forget_all_reset_factors()
        get_access_token_model().objects.filter(_ENDED).delete()
