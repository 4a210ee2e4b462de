"""Indexes that lists sort by and that suggestions of one or two letters use."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


def _indexes(model):
    last_contact = models.OrderBy(models.F("last_contact_at"), nulls_first=True)
    return [
        models.Index(
            fields=["name_folded"], name=f"{model}_by_first_letters", opclasses=["varchar_pattern_ops"]
        ),
        models.Index(last_contact, models.F("id"), name=f"{model}_by_last_contact"),
    ]


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("directory", "0001_start")]

    operations = [
        AddIndexConcurrently(model, index)
        for model in ("account", "stakeholder")
        for index in _indexes(model)
    ]
