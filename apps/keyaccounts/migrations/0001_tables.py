"""The tables, put together from 5 migrations: making them one by one was most of the first start."""

import apps.core.models
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('keyaccounts', '0001_start'), ('keyaccounts', '0002_drafts'), ('keyaccounts', '0003_note_words'), ('keyaccounts', '0004_words_of_known_notes'), ('keyaccounts', '0005_index_of_words')]

    initial = True

    dependencies = [
        ('coordination', '0001_tables'),
        ('users', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('notes', models.TextField(blank=True, verbose_name='notes')),
                ('touchpoint', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='visit', to='coordination.touchpoint')),
                ('words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), db_default=[], default=list, editable=False, size=None)),
            ],
            options={
                'abstract': False,
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words'], name='visit_words')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "keyaccounts_visithistoryrow" ("created_at", "id", "notes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "touchpoint_id", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."notes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."revision", NEW."touchpoint_id", NEW."updated_at"); RETURN NULL;', hash='9463ab90eb2f572e61ff43461c236695ed01c1b2', operation='INSERT', pgid='pgtrigger_insert_insert_7dc1f', table='keyaccounts_visit', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "keyaccounts_visithistoryrow" ("created_at", "id", "notes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "touchpoint_id", "updated_at") VALUES (OLD."created_at", OLD."id", OLD."notes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revision", OLD."touchpoint_id", OLD."updated_at"); RETURN NULL;', hash='50fade34535f18e193da9edd3f33a5c40eb022f6', operation='DELETE', pgid='pgtrigger_delete_delete_e2f43', table='keyaccounts_visit', when='AFTER')), pgtrigger.compiler.Trigger(name='words_of_new', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nINSERT INTO "keyaccounts_visitword" ("word", "keys")\nSELECT brought."word", (\n    SELECT array_agg(DISTINCT overlay(brought."word" PLACING \'\' FROM letter FOR 1))\n    FROM generate_series(1, char_length(brought."word")) AS letter\n) || brought."word"::varchar\nFROM (SELECT DISTINCT unnest("words") AS "word" FROM added) AS brought\nWHERE char_length(brought."word") BETWEEN 2 AND 60\nAND NOT EXISTS (SELECT FROM "keyaccounts_visitword" AS known WHERE known."word" = brought."word"); RETURN NULL;', hash='69aca0267fd7766d03121ac02335aca40ece91fe', level='STATEMENT', operation='INSERT', pgid='pgtrigger_words_of_new_f040b', referencing='REFERENCING NEW TABLE AS added ', table='keyaccounts_visit', when='AFTER')), pgtrigger.compiler.Trigger(name='words_of_changed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."words" IS DISTINCT FROM (NEW."words"))', func='\nINSERT INTO "keyaccounts_visitword" ("word", "keys")\nSELECT brought."word", (\n    SELECT array_agg(DISTINCT overlay(brought."word" PLACING \'\' FROM letter FOR 1))\n    FROM generate_series(1, char_length(brought."word")) AS letter\n) || brought."word"::varchar\nFROM (SELECT DISTINCT unnest("words") AS "word" FROM (SELECT NEW."words") AS changed) AS brought\nWHERE char_length(brought."word") BETWEEN 2 AND 60\nAND NOT EXISTS (SELECT FROM "keyaccounts_visitword" AS known WHERE known."word" = brought."word"); RETURN NULL;', hash='c1930c87606f6e357a98e583ab4a1a20cdb9689e', operation='UPDATE OF "words"', pgid='pgtrigger_words_of_changed_afcfa', table='keyaccounts_visit', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."notes" IS DISTINCT FROM (NEW."notes") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."touchpoint_id" IS DISTINCT FROM (NEW."touchpoint_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "keyaccounts_visithistoryrow" ("created_at", "id", "notes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "touchpoint_id", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."notes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revision", NEW."touchpoint_id", NEW."updated_at"); RETURN NULL;', hash='cf1b63ff48fd0289750cde5bd044e66fbaaf5e98', operation='UPDATE', pgid='pgtrigger_update_update_36aad', table='keyaccounts_visit', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('page', models.CharField(choices=[('log', 'log'), ('amend', 'amend'), ('edit_plan', 'edit_plan')], default='log', max_length=20)),
                ('record_id', models.UUIDField()),
                ('fields', models.JSONField(help_text='Form field name to list of typed values, as the browser sent them.')),
                ('saved_at', models.DateTimeField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('owner', 'record_id', 'page'), name='keyaccounts_one_draft')],
            },
        ),
        migrations.CreateModel(
            name='VisitWord',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('word', models.CharField(max_length=60)),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['word'], name='visitword_by_letters', opclasses=['varchar_pattern_ops']), django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['keys'], name='visitword_by_keys')],
            },
        ),
        migrations.CreateModel(
            name='VisitHistoryrow',
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
                ('notes', models.TextField(blank=True, verbose_name='notes')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='keyaccounts.visit')),
                ('touchpoint', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='coordination.touchpoint')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
