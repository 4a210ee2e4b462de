import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A draft belongs to a page: what is typed to amend or to plan is kept as well as what is logged."""

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('interactions', '0002_amend_reason'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='draft', name='one_draft_per_person'),
        migrations.RenameField(model_name='draft', old_name='interaction_id', new_name='record_id'),
        migrations.AddField(
            model_name='draft',
            name='page',
            field=models.CharField(choices=[('log', 'log'), ('amend', 'amend'), ('edit_plan', 'edit_plan')], default='log', max_length=20),
        ),
        migrations.AlterField(
            model_name='draft',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('owner', 'record_id', 'page'), name='interactions_one_draft'),
        ),
    ]
