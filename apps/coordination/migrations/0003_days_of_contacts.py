"""The day and week of every contact that is there: the trigger of the table works them out."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("coordination", "0002_disclosure")]

    operations = [
        migrations.RunSQL("UPDATE coordination_touchpoint SET starts_at = starts_at", migrations.RunSQL.noop),
        migrations.RunSQL(
            "UPDATE coordination_touchpointstakeholder SET starts_at = starts_at", migrations.RunSQL.noop
        ),
    ]
