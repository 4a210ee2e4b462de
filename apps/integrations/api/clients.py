"""Making API clients: an OAuth client (IDENTITY) and the service user (PLATFORM) that gives it its side."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from oauth2_provider.generators import generate_client_secret

from apps.core.models import new_id
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.integrations.api.scopes import ClientScopes
from apps.users.models import APIClient, User
from apps.users.roles import Role

ROLES = {Side.MEDICAL: Role.MEDICAL_CLIENT, Side.COMMERCIAL: Role.COMMERCIAL_CLIENT}


def make_client(name: str, side: str, scopes: str) -> tuple[APIClient, str]:
    """The client and its secret, which nobody can read again. Run by an operator, so there is no `by`.

    Raises ValidationError for an empty or taken name and for unknown scopes.
    """
    wanted = scopes.split()
    if unknown := sorted(set(wanted) - set(ClientScopes().get_all_scopes())):
        raise ValidationError(_("Unknown scopes: %(scopes)s.") % {"scopes": ", ".join(unknown)})
    if not name.strip() or APIClient.objects.filter(name=name.strip()).exists():
        raise ValidationError(_("A client needs a name that no other client has."))
    secret = generate_client_secret()
    with transaction.atomic(), pghistory.context(verb="make_api_client"):
        client = APIClient.objects.create(
            name=name.strip(),
            client_type=APIClient.CLIENT_CONFIDENTIAL,
            authorization_grant_type=APIClient.GRANT_CLIENT_CREDENTIALS,
            client_secret=secret,
            scopes=" ".join(wanted),
            service_user=_service_user(name.strip(), Side(side)),
        )
    return client, secret


def _service_user(name: str, side: Side) -> User:
    """Nobody can sign in as it: it has no password, and an address that no mail reaches."""
    with acting_as(Side.ADMINISTRATION):
        return User.objects.create_user(
            f"client-{new_id()}@clients.invalid", first_name=name[:100], last_name="", role=ROLES[side]
        )
