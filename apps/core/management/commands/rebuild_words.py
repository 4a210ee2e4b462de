"""Forget the words that no row holds any more, and find those that a trigger could not see."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.core.vocabulary import rebuild, word_tables


class Command(BaseCommand):
    """`manage.py rebuild_words`, run as the owner (CRM_AS_OWNER=1): nightly, and after somebody's data were erased."""

    help = "Makes the word tables of the search anew."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each table."""
        for table in word_tables():
            self.stdout.write(f"{table._meta.label}: {rebuild(table)} words")
