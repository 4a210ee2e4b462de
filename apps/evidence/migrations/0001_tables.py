"""The tables. They were made one by one before, which was most of the first start."""

import apps.core.models
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('evidence', '0001_start')]

    initial = True

    dependencies = [
        ('catalog', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('version', models.CharField(default='1', max_length=20, verbose_name='version')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('approved', 'Approved'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12, verbose_name='state')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='expires on')),
                ('therapeutic_area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='materials', to='catalog.therapeuticarea')),
            ],
            options={
                'ordering': ['title', 'version'],
                'constraints': [models.UniqueConstraint(fields=('title', 'version'), name='material_version_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "evidence_materialhistoryrow" ("created_at", "expires_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "therapeutic_area_id", "title", "updated_at", "version") VALUES (NEW."created_at", NEW."expires_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."state", NEW."therapeutic_area_id", NEW."title", NEW."updated_at", NEW."version"); RETURN NULL;', hash='fc13c6f229fa47598ba0520dde78b55b04311c7f', operation='INSERT', pgid='pgtrigger_insert_insert_4a29b', table='evidence_material', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "evidence_materialhistoryrow" ("created_at", "expires_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "therapeutic_area_id", "title", "updated_at", "version") VALUES (NEW."created_at", NEW."expires_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state", NEW."therapeutic_area_id", NEW."title", NEW."updated_at", NEW."version"); RETURN NULL;', hash='fd6880bcf6754ef63c3f0449ae9d3f252ce82c6d', operation='UPDATE', pgid='pgtrigger_update_update_b8587', table='evidence_material', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "evidence_materialhistoryrow" ("created_at", "expires_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "therapeutic_area_id", "title", "updated_at", "version") VALUES (OLD."created_at", OLD."expires_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."state", OLD."therapeutic_area_id", OLD."title", OLD."updated_at", OLD."version"); RETURN NULL;', hash='e44fe9b7fdf62deb3ded08a328cc730282e5476f', operation='DELETE', pgid='pgtrigger_delete_delete_d4e38', table='evidence_material', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='MaterialHistoryrow',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('version', models.CharField(default='1', max_length=20, verbose_name='version')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('approved', 'Approved'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12, verbose_name='state')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='expires on')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='evidence.material')),
                ('therapeutic_area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='catalog.therapeuticarea')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
