"""The triggers see new names only; this brings the words of those who are there already."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from apps.core.vocabulary import add_words_of


def add(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in ("directory_stakeholder", "directory_account"):
        editor.execute(add_words_of(table, "name_folded", "directory_nameword"))


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0002_name_words'),
    ]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
