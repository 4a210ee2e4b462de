"""Days to begin with. A start and no standard: the medical side and compliance change them."""

from typing import Any

from django.db import migrations

DAYS = {"urgent": 2, "soon": 5, "routine": 10}


def add_days(apps: Any, schema_editor: Any) -> None:
    """One row an urgency; what stands there stays."""
    model = apps.get_model("handoffs", "DueDays")
    for urgency, days in DAYS.items():
        model.objects.get_or_create(urgency=urgency, defaults={"days": days})


def take_days(apps: Any, schema_editor: Any) -> None:
    """All of them: the code before knew its own."""
    apps.get_model("handoffs", "DueDays").objects.all().delete()


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("handoffs", "0004_due_days")]
    operations = [migrations.RunPython(add_days, take_days)]
