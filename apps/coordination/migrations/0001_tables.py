"""The tables. They were made one by one before, which was most of the first start."""

import apps.core.models
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('coordination', '0001_start')]

    initial = True

    dependencies = [
        ('catalog', '0001_tables'),
        ('directory', '0001_tables'),
        ('users', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Touchpoint',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('function', models.CharField(choices=[('medical', 'Medical'), ('commercial', 'Commercial')], max_length=12, verbose_name='function')),
                ('channel', models.CharField(choices=[('face_to_face', 'Face to face'), ('video', 'Video call'), ('phone', 'Phone'), ('email', 'E-mail'), ('congress', 'Congress'), ('web_conference', 'Web conference'), ('chat', 'Chat'), ('other', 'Other')], max_length=20, verbose_name='channel')),
                ('starts_at', models.DateTimeField(verbose_name='when')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held'), ('cancelled', 'Cancelled')], default='planned', max_length=12, verbose_name='state')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='touchpoints', to='directory.account', verbose_name='account')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='touchpoints', to=settings.AUTH_USER_MODEL)),
                ('purpose', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.purposeclass', verbose_name='purpose')),
            ],
            options={
                'indexes': [models.Index(fields=['starts_at', 'id'], name='touchpoint_by_start'), models.Index(fields=['account', 'starts_at', 'id'], name='touchpoint_by_account'), models.Index(fields=['owner', 'starts_at', 'id'], name='touchpoint_by_owner')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coordination_touchpointhistoryrow" ("account_id", "channel", "created_at", "function", "id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose_id", "revision", "starts_at", "state", "updated_at") VALUES (NEW."account_id", NEW."channel", NEW."created_at", NEW."function", NEW."id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."purpose_id", NEW."revision", NEW."starts_at", NEW."state", NEW."updated_at"); RETURN NULL;', hash='a3b1c939b6135411e3b5bb292c8b1f3b3e062d4b', operation='INSERT', pgid='pgtrigger_insert_insert_f153b', table='coordination_touchpoint', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "coordination_touchpointhistoryrow" ("account_id", "channel", "created_at", "function", "id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose_id", "revision", "starts_at", "state", "updated_at") VALUES (NEW."account_id", NEW."channel", NEW."created_at", NEW."function", NEW."id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."purpose_id", NEW."revision", NEW."starts_at", NEW."state", NEW."updated_at"); RETURN NULL;', hash='d52e6618bdc757560a4a9dc2daed70fdace66a7b', operation='UPDATE', pgid='pgtrigger_update_update_3222f', table='coordination_touchpoint', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coordination_touchpointhistoryrow" ("account_id", "channel", "created_at", "function", "id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose_id", "revision", "starts_at", "state", "updated_at") VALUES (OLD."account_id", OLD."channel", OLD."created_at", OLD."function", OLD."id", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."purpose_id", OLD."revision", OLD."starts_at", OLD."state", OLD."updated_at"); RETURN NULL;', hash='240c0f7cabbd50e8bd0fbe219a970501b2255c97', operation='DELETE', pgid='pgtrigger_delete_delete_5de90', table='coordination_touchpoint', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='TouchpointHistoryrow',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('function', models.CharField(choices=[('medical', 'Medical'), ('commercial', 'Commercial')], max_length=12, verbose_name='function')),
                ('channel', models.CharField(choices=[('face_to_face', 'Face to face'), ('video', 'Video call'), ('phone', 'Phone'), ('email', 'E-mail'), ('congress', 'Congress'), ('web_conference', 'Web conference'), ('chat', 'Chat'), ('other', 'Other')], max_length=20, verbose_name='channel')),
                ('starts_at', models.DateTimeField(verbose_name='when')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held'), ('cancelled', 'Cancelled')], default='planned', max_length=12, verbose_name='state')),
                ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='directory.account', verbose_name='account')),
                ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='coordination.touchpoint')),
                ('purpose', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='catalog.purposeclass', verbose_name='purpose')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TouchpointStakeholder',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('starts_at', models.DateTimeField()),
                ('is_removed', models.BooleanField(default=False)),
                ('stakeholder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='directory.stakeholder')),
                ('touchpoint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendees', to='coordination.touchpoint')),
            ],
            options={
                'indexes': [models.Index(fields=['stakeholder', 'starts_at', 'id'], name='attendance_by_start')],
                'constraints': [models.UniqueConstraint(fields=('touchpoint', 'stakeholder'), name='attends_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coordination_touchpointstakeholderhistoryrow" ("created_at", "id", "is_removed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stakeholder_id", "starts_at", "touchpoint_id", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."is_removed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."stakeholder_id", NEW."starts_at", NEW."touchpoint_id", NEW."updated_at"); RETURN NULL;', hash='c46b87b3096975ecffb3223ac872d502abe15fbc', operation='INSERT', pgid='pgtrigger_insert_insert_17e3e', table='coordination_touchpointstakeholder', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "coordination_touchpointstakeholderhistoryrow" ("created_at", "id", "is_removed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stakeholder_id", "starts_at", "touchpoint_id", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."is_removed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."stakeholder_id", NEW."starts_at", NEW."touchpoint_id", NEW."updated_at"); RETURN NULL;', hash='e3d85490e9e425a34f5167ad848c0290cfa4f3df', operation='UPDATE', pgid='pgtrigger_update_update_784f7', table='coordination_touchpointstakeholder', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coordination_touchpointstakeholderhistoryrow" ("created_at", "id", "is_removed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stakeholder_id", "starts_at", "touchpoint_id", "updated_at") VALUES (OLD."created_at", OLD."id", OLD."is_removed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."stakeholder_id", OLD."starts_at", OLD."touchpoint_id", OLD."updated_at"); RETURN NULL;', hash='7877ad0922a91616faa670c837e114a00fe6d1ca', operation='DELETE', pgid='pgtrigger_delete_delete_b8daf', table='coordination_touchpointstakeholder', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='TouchpointStakeholderHistoryrow',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('starts_at', models.DateTimeField()),
                ('is_removed', models.BooleanField(default=False)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='coordination.touchpointstakeholder')),
                ('stakeholder', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='directory.stakeholder')),
                ('touchpoint', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='coordination.touchpoint')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
