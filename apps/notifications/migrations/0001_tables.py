"""The tables, put together from 3 migrations: making them one by one was most of the first start."""

import apps.core.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('notifications', '0001_start'), ('notifications', '0002_kinds'), ('notifications', '0003_kinds_of_promises')]

    initial = True

    dependencies = [
        ('users', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('kind', models.CharField(choices=[('log_due', 'A contact is to be logged'), ('factor_reset', 'Your second factor was reset'), ('work_handed_over', 'Work was handed over to you'), ('commitment_soon', 'A promise is due soon'), ('commitment_due', 'A promise is due today'), ('commitment_given', 'A promise was handed over to you'), ('commitments_overdue', 'Promises are overdue'), ('commitments_escalated', 'Promises of your team are overdue')], max_length=30)),
                ('cause_id', models.UUIDField(help_text='Key of the row the message is about.')),
                ('occasion', models.CharField(help_text='Which telling of this cause, e.g. the due time.', max_length=60)),
                ('link', models.CharField(help_text='Path within the product.', max_length=200)),
                ('due_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sent', 'Sent'), ('cancelled', 'Cancelled'), ('failed', 'Failed')], default='waiting', max_length=10)),
                ('claimed_until', models.DateTimeField(blank=True, help_text='No worker touches it before: one is sending it, or the last try failed.', null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('last_error', models.CharField(blank=True, max_length=200)),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at'], name='message_due'), models.Index(fields=['recipient', 'due_at', 'id'], name='message_by_recipient'), models.Index(condition=models.Q(('read_at', None)), fields=['recipient', 'due_at'], name='message_unread')],
                'constraints': [models.UniqueConstraint(fields=('cause_id', 'recipient', 'kind', 'occasion'), name='told_once')],
            },
        ),
    ]
