from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    """The table of publications may be large: the index is built while others go on working."""

    atomic = False

    dependencies = [("kols", "0002_trials")]

    operations = [
        AddIndexConcurrently("publication", GinIndex(fields=["trial_ids"], name="publication_by_trial")),
    ]
