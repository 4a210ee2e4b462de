"""Make an API client: `manage.py make_api_client "Nightly sync" --side medical --scopes "read:interactions"`."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.integrations.api.clients import ROLES, make_client


class Command(BaseCommand):
    """Prints id and secret once; the database keeps only a hash of the secret."""

    help = "Make an API client on one side of the wall and print its id and secret, once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name, side and scopes."""
        parser.add_argument("name", help="What the client is, for the people who read the history.")
        parser.add_argument("--side", required=True, choices=[side.value for side in ROLES])
        parser.add_argument("--scopes", required=True, help="Space-separated, such as 'read:interactions'.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it."""
        try:
            client, secret = make_client(options["name"], options["side"], options["scopes"])
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
        self.stdout.write(f"client_id: {client.client_id}\nclient_secret: {secret}")
        self.stdout.write("The secret is shown this once. Get a token at /oauth/token/.")
