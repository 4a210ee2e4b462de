"""Fill the folded name of people who were there before it."""

from typing import Any

from django.db import migrations

from apps.core.folding import fold


def fold_names(apps: Any, schema_editor: Any) -> None:
    """One update per person; the history does not record this column."""
    people = apps.get_model("users", "User").objects
    for person in people.filter(name_folded="").iterator():
        folded = fold(f"{person.last_name} {person.first_name} {person.email}")[:460]
        people.filter(pk=person.pk).update(name_folded=folded)


class Migration(migrations.Migration):
    dependencies = [("users", "0002_name_links_and_sign_outs")]

    operations = [migrations.RunPython(fold_names, migrations.RunPython.noop)]
