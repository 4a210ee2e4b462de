"""The first administrator of a real installation, who then makes everybody else in the browser."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.users.models import User
from apps.users.roles import Role


class Command(BaseCommand):
    """`manage.py make_administrator ADDRESS FIRST LAST`."""

    help = "Makes the first administrator and mails them a link to choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        """Address and name."""
        for name in ("email", "first_name", "last_name"):
            parser.add_argument(name)

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse where there is an administrator already: from then on people are made in the browser."""
        names = {name: options[name].strip() for name in ("email", "first_name", "last_name")}
        try:
            validate_email(names["email"])
        except ValidationError as fault:
            raise CommandError(f"{names['email']} is no e-mail address.") from fault
        with acting_as(Side.ADMINISTRATION):
            if User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists():
                raise CommandError("There is an administrator already, who makes others under People.")
            person = User(**names | {"email": names["email"].lower()}, role=Role.ADMINISTRATOR)
            person.link_wanted_at = timezone.now()
            person.set_unusable_password()
            person.save(force_insert=True)
        self.stdout.write(f"{person.email} gets a mail with a link to choose a password.")
