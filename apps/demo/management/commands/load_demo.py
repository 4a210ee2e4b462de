"""Fill an empty product with a fictional company, for a first look."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError
from django.utils import timezone
from psycopg2.errors import InsufficientPrivilege

from apps.demo.loading import is_loaded, load_plan
from apps.demo.plan import SEED, make_plan


class Command(BaseCommand):
    """`CRM_AS_OWNER=1 DEMO=1 manage.py load_demo`."""

    help = "Loads the demo data once: users with the password 'demo', accounts, people, eighteen months of contacts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Both only matter to tests and screenshots that must not change from day to day."""
        parser.add_argument("--today", type=_day, help="The day the demo is loaded for, YYYY-MM-DD.")
        parser.add_argument("--seed", type=int, default=SEED, help="Another seed gives other people.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, unless the demo is there; refuse where its password would be a way in."""
        if not settings.DEMO:
            raise CommandError(
                "Demo users have a known password: set DEMO=1 if this is not a real installation."
            )
        if is_loaded():
            self.stdout.write("The demo data is there already; nothing was changed.")
            return
        try:
            counts = load_plan(make_plan(options["seed"], options["today"] or timezone.localdate()))
        except ProgrammingError as error:
            if not isinstance(error.__cause__, InsufficientPrivilege):
                raise
            raise CommandError(
                "Only the owner of the tables may load the demo: set CRM_AS_OWNER=1."
            ) from error
        self.stdout.write("Loaded " + ", ".join(f"{count} {name}" for name, count in counts.items()) + ".")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no day; write it as 2026-03-18") from error
