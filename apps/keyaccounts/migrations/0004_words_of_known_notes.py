"""Words are computed when a row is saved; this brings those of the rows that are there already, before their index."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from apps.core.noted import fill_words


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    fill_words(apps.get_model("keyaccounts", "Visit"), ["notes"])


class Migration(migrations.Migration):

    atomic = False  # people go on working: a transaction for each batch

    # It had another number first, and came after the index.
    replaces = [('keyaccounts', '0005_words_of_known_notes')]

    dependencies = [
        ('keyaccounts', '0003_note_words'),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
