"""The tables, put together from 3 migrations: making them one by one was most of the first start."""

import apps.core.models
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('safety', '0001_start'), ('safety', '0002_touchpoint'), ('safety', '0003_touchpoint_keys')]

    initial = True

    dependencies = [
        ('interactions', '0001_tables'),
        ('users', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='SafetyItem',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('description', models.TextField(verbose_name='what was heard')),
                ('aware_at', models.DateTimeField(verbose_name='aware since')),
                ('state', models.CharField(choices=[('flagged', 'Flagged'), ('confirmed', 'Confirmed'), ('not_a_report', 'Not a report'), ('forwarded', 'Forwarded'), ('acknowledged', 'Acknowledged')], default='flagged', max_length=16, verbose_name='state')),
                ('reason', models.TextField(blank=True, verbose_name='why it is not a report')),
                ('forwarded_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='forwarded')),
                ('acknowledged_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='acknowledged')),
                ('reported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('touchpoint_id', models.UUIDField(blank=True, null=True, verbose_name='key of the contact')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'aware_at'], name='safety_by_state'), models.Index(fields=['aware_at', 'id'], name='safety_by_awareness')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_a_report'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='safety_dismissed_with_reason'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['forwarded', 'acknowledged']), _negated=True), ('forwarded_at__isnull', False), _connector='OR'), name='safety_forwarded_with_time')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "safety_safetyitemhistoryrow" ("acknowledged_at", "aware_at", "created_at", "description", "forwarded_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reported_by_id", "state", "touchpoint_id", "updated_at") VALUES (NEW."acknowledged_at", NEW."aware_at", NEW."created_at", NEW."description", NEW."forwarded_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."reported_by_id", NEW."state", NEW."touchpoint_id", NEW."updated_at"); RETURN NULL;', hash='7ed1676d4e103bbb0576b01c3e068b312ca9b3a1', operation='INSERT', pgid='pgtrigger_insert_insert_f257c', table='safety_safetyitem', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "safety_safetyitemhistoryrow" ("acknowledged_at", "aware_at", "created_at", "description", "forwarded_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reported_by_id", "state", "touchpoint_id", "updated_at") VALUES (NEW."acknowledged_at", NEW."aware_at", NEW."created_at", NEW."description", NEW."forwarded_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."reported_by_id", NEW."state", NEW."touchpoint_id", NEW."updated_at"); RETURN NULL;', hash='95dce62da4cc0e1c0f4a0f6ba8bcd81c010705ab', operation='UPDATE', pgid='pgtrigger_update_update_a3091', table='safety_safetyitem', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "safety_safetyitemhistoryrow" ("acknowledged_at", "aware_at", "created_at", "description", "forwarded_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reported_by_id", "state", "touchpoint_id", "updated_at") VALUES (OLD."acknowledged_at", OLD."aware_at", OLD."created_at", OLD."description", OLD."forwarded_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."reported_by_id", OLD."state", OLD."touchpoint_id", OLD."updated_at"); RETURN NULL;', hash='17b89869751f42284a0a907be8486f28e00abbba', operation='DELETE', pgid='pgtrigger_delete_delete_fdaa9', table='safety_safetyitem', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='SafetyItemHistoryrow',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('description', models.TextField(verbose_name='what was heard')),
                ('aware_at', models.DateTimeField(verbose_name='aware since')),
                ('state', models.CharField(choices=[('flagged', 'Flagged'), ('confirmed', 'Confirmed'), ('not_a_report', 'Not a report'), ('forwarded', 'Forwarded'), ('acknowledged', 'Acknowledged')], default='flagged', max_length=16, verbose_name='state')),
                ('reason', models.TextField(blank=True, verbose_name='why it is not a report')),
                ('forwarded_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='forwarded')),
                ('acknowledged_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='acknowledged')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='safety.safetyitem')),
                ('reported_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('touchpoint_id', models.UUIDField(blank=True, null=True, verbose_name='key of the contact')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
