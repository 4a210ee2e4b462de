"""Built while people go on working."""

import apps.core.noted
import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    replaces = [('interactions', '0005_index_of_words')]

    dependencies = [
        ('interactions', '0005_words_of_known_notes'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='interaction',
            index=django.contrib.postgres.indexes.GinIndex(models.F('words'), apps.core.noted.Keys(models.F('owner'), models.F('therapeutic_area')), apps.core.noted.Year(models.F('starts_at')), fastupdate=False, name='interaction_words'),
        ),
    ]
