from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("notifications", "0006_kinds_by_reference"),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0, help_text="Counted before each try."),
        ),
        migrations.AlterField(
            model_name="message",
            name="last_error",
            field=models.CharField(blank=True, help_text="The kind of trouble; never the server's words, which may quote.", max_length=200),
        ),
        migrations.AddField(
            model_name="message",
            name="trying_since",
            field=models.DateTimeField(blank=True, help_text="A try of which nobody knows the end (yet). Sending after it may repeat what arrived.", null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="is_possibly_repeated",
            field=models.BooleanField(default=False, help_text="Sent again after a try of which nobody knows the end."),
        ),
        migrations.AddField(
            model_name="message",
            name="smtp_code",
            field=models.PositiveSmallIntegerField(blank=True, help_text="What the mail server answered last.", null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="smtp_status",
            field=models.CharField(blank=True, help_text="Enhanced status of that answer, e.g. 5.1.1.", max_length=11),
        ),
    ]
