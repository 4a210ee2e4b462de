"""Built while people go on working."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):

    atomic = False

    replaces = [('keyaccounts', '0004_index_of_words')]

    dependencies = [
        ('keyaccounts', '0004_words_of_known_notes'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='visit',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words'], name='visit_words'),
        ),
    ]
