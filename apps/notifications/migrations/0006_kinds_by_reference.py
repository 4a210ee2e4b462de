from django.db import migrations, models

import apps.notifications.models


class Migration(migrations.Migration):

    dependencies = [
        ("notifications", "0005_kinds_of_needs_and_reports"),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(choices=apps.notifications.models.kinds, max_length=30),
        ),
    ]
