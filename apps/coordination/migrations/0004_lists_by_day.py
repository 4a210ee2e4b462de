"""Indexes for lists that are sorted by day or week, and for counting contacts by week."""

from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('catalog', '0001_tables'),
        ('coordination', '0003_days_of_contacts'),
        ('directory', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='touchpoint',
            index=models.Index(fields=['day_on', 'id'], name='touchpoint_by_day'),
        ),
        AddIndexConcurrently(
            model_name='touchpoint',
            index=models.Index(fields=['week_on', 'id'], name='touchpoint_by_week'),
        ),
        AddIndexConcurrently(
            model_name='touchpoint',
            index=models.Index(fields=['account', 'day_on', 'id'], name='touchpoint_account_day'),
        ),
        AddIndexConcurrently(
            model_name='touchpoint',
            index=models.Index(fields=['account', 'week_on', 'id'], include=('function', 'state'), name='touchpoint_account_week'),
        ),
        AddIndexConcurrently(
            model_name='touchpointstakeholder',
            index=models.Index(fields=['stakeholder', 'day_on', 'id'], name='attendance_by_day'),
        ),
        AddIndexConcurrently(
            model_name='touchpointstakeholder',
            index=models.Index(fields=['stakeholder', 'week_on', 'id'], name='attendance_by_week'),
        ),
    ]
