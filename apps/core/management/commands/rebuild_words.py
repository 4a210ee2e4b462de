"""Forget the words that no row holds any more, and find those that a trigger or a former version did not see."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.core.noted import fill_all
from apps.core.vocabulary import rebuild, word_tables


class Command(BaseCommand):
    """`manage.py rebuild_words`, run as the owner (CRM_AS_OWNER=1): nightly, and after somebody's data were erased."""

    help = "Makes the word tables of the search anew."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each table."""
        if count := fill_all():
            self.stdout.write(f"{count} rows had no words yet")
        for table in word_tables():
            self.stdout.write(f"{table._meta.label}: {rebuild(table)} words")
