"""The tables, put together from 2 migrations: making them one by one was most of the first start."""

import apps.core.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('audit', '0001_start'), ('audit', '0002_reading_title')]

    initial = True

    dependencies = [
        ('users', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('page', models.CharField(max_length=100)),
                ('path', models.CharField(max_length=300)),
                ('request_id', models.CharField(max_length=64)),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='page')),
            ],
            options={
                'indexes': [models.Index(fields=['-created_at'], name='audit_reading_created')],
            },
        ),
    ]
