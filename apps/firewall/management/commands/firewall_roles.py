"""Make the roles of the wall, once per PostgreSQL cluster, before migrations and before parallel tests."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import ProgrammingError, connection

from apps.firewall.cluster import ensure_roles


class Command(BaseCommand):
    """`manage.py firewall_roles`, run as the owner (CRM_AS_OWNER=1)."""

    help = "Creates the database roles of the firewall and their memberships; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Create what is missing; a login without the right to do so gets one clear line."""
        password = connection.settings_dict.get("PASSWORD") if not settings.AS_OWNER else web_password()
        try:
            made = ensure_roles(web_password=password or "")
        except ProgrammingError as error:
            self.stderr.write(
                f"This login may not create roles: {error}. Use an owner login with CREATEROLE."
            )
            raise SystemExit(1) from error
        self.stdout.write(f"Roles made: {', '.join(made) or 'none, all were there'}")


def web_password() -> str:
    """The password in DATABASE_URL, so that the web login can sign in where passwords are asked for."""
    import dj_database_url

    return str(dj_database_url.parse(settings.WEB_DATABASE_URL).get("PASSWORD") or "")
