"""Authors whom imports were unsure of before there was a queue stand in it, too."""

from typing import Any

from django.db import migrations


def list_them(apps: Any, _editor: Any) -> None:
    """One review per candidate with an open question."""
    review = apps.get_model("integrations", "Review")
    candidates = apps.get_model("kols", "Candidate").objects.filter(questions__answer="open", state="open")
    found = {row.pk: row for row in candidates.distinct().iterator()}
    rows = [
        review(
            candidate=row, subject="person", label=f"{row.first_name or row.initials} {row.last_name}"[:300].strip()
        )
        for row in found.values()
    ]
    review.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    """Data alone."""

    dependencies = [("integrations", "0003_tables_and_reviews")]
    operations = [migrations.RunPython(list_them, migrations.RunPython.noop)]
