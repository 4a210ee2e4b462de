import django.db.models.functions.comparison
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ("notifications", "0007_outcome_of_tries"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="message",
            index=models.Index(
                django.db.models.functions.comparison.Greatest("due_at", "claimed_until"),
                condition=models.Q(("state", "waiting")),
                name="message_next",
            ),
        ),
        RemoveIndexConcurrently(model_name="message", name="message_due"),
    ]
