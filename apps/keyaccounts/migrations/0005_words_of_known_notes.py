"""Words are computed when a row is saved; this brings those of the rows that are there already."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from apps.core.noted import words_of

BATCH = 500


def add(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    model = apps.get_model("keyaccounts", "Visit")
    last = None
    while rows := list((model.objects.filter(pk__gt=last) if last else model.objects).order_by("pk")[:BATCH]):
        for row in rows:
            row.words = words_of(getattr(row, name) for name in ["notes"])
        model.objects.bulk_update(rows, ["words"])
        last = rows[-1].pk


class Migration(migrations.Migration):

    dependencies = [
        ('keyaccounts', '0004_index_of_words'),
    ]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
