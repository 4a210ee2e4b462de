"""Take in the file that a run of the leak test wrote."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.oversight.proving import record_leak_test


class Command(BaseCommand):
    """`manage.py record_proof proof.json`."""

    help = "Keeps what a run of the leak test found (`make proof` writes the file), for the page Firewall."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Record it on the side of oversight."""
        try:
            with acting_as(Side.OVERSIGHT):
                made = record_leak_test(options["file"].read_bytes())
        except (OSError, ValueError) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"Recorded: {made}")
