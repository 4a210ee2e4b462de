"""Compare the live database with the declared wall. For operators, for CI and for the readiness check."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.firewall.cluster import differences
from apps.firewall.grants import expected_grants


class Command(BaseCommand):
    """`manage.py firewall_audit`: exit 1 and a list on any difference."""

    help = "Compares every grant, role and membership in the database with what the models declare."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the differences, one a line; exit 1 when there is any."""
        found = differences()
        for line in found:
            self.stdout.write(line)
        if found:
            self.stderr.write(f"The firewall differs from its declaration in {len(found)} places.")
            raise SystemExit(1)
        self.stdout.write(f"The firewall stands as declared: {len(expected_grants())} grants checked.")
