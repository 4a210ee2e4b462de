"""The tables, put together from 5 migrations: making them one by one was most of the first start."""

import apps.core.models
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('integrations', '0001_start'), ('integrations', '0002_kind_of_records'), ('integrations', '0003_tables_and_reviews'), ('integrations', '0004_reviews_of_questions'), ('integrations', '0005_reviews_stand_alone')]

    initial = True

    dependencies = [
        ('kols', '0001_tables'),
        ('users', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('file_name', models.CharField(max_length=255, verbose_name='file')),
                ('stored_path', models.CharField(blank=True, max_length=500)),
                ('digest', models.CharField(max_length=64)),
                ('format_name', models.CharField(blank=True, max_length=40, verbose_name='format')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('staging', 'Reading the file'), ('mapping', 'Waiting for its columns'), ('staged', 'Read, waiting for your go'), ('applying', 'Importing'), ('stopped', 'Stopped'), ('done', 'Imported'), ('refused', 'Refused'), ('discarded', 'Discarded')], default='waiting', max_length=12, verbose_name='state')),
                ('message', models.TextField(blank=True, verbose_name='message')),
                ('rows_staged', models.PositiveIntegerField(default=0, help_text='Records that were read and can be imported.')),
                ('rows_applied', models.PositiveIntegerField(default=0)),
                ('problems', models.PositiveIntegerField(default=0)),
                ('expected', models.JSONField(default=dict, help_text='What the import would do, found out when the file was read.')),
                ('counts', models.JSONField(default=dict, help_text='What the run did: created, updated, unchanged, linked, ...')),
                ('attempts', models.PositiveSmallIntegerField(default=0, help_text='How often a worker began to read the file.')),
                ('claimed_until', models.DateTimeField(blank=True, null=True)),
                ('applied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='imported by')),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to=settings.AUTH_USER_MODEL, verbose_name='started by')),
                ('kind', models.CharField(default='publications', help_text='What the records are: `kinds`.', max_length=20)),
                ('mapping', models.JSONField(help_text='Of a table: what its columns mean.', null=True)),
                ('table', models.JSONField(help_text='Of a table: its sheets and first rows, as they were found.', null=True)),
            ],
            options={
                'ordering': ['-created_at'],
                'indexes': [models.Index(fields=['-created_at', '-id'], name='import_run_latest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'staging', 'applying'])), fields=('digest',), name='same_file_once_at_a_time')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "integrations_importrunhistoryrow" ("applied_by_id", "created_at", "digest", "file_name", "format_name", "id", "kind", "mapping", "message", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_by_id", "state", "stored_path", "updated_at") VALUES (NEW."applied_by_id", NEW."created_at", NEW."digest", NEW."file_name", NEW."format_name", NEW."id", NEW."kind", NEW."mapping", NEW."message", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."started_by_id", NEW."state", NEW."stored_path", NEW."updated_at"); RETURN NULL;', hash='47455fe7ef4e97b53607de614cc9a8640997b154', operation='INSERT', pgid='pgtrigger_insert_insert_bf4b6', table='integrations_importrun', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."applied_by_id" IS DISTINCT FROM (NEW."applied_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."file_name" IS DISTINCT FROM (NEW."file_name") OR OLD."format_name" IS DISTINCT FROM (NEW."format_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."mapping" IS DISTINCT FROM (NEW."mapping") OR OLD."message" IS DISTINCT FROM (NEW."message") OR OLD."started_by_id" IS DISTINCT FROM (NEW."started_by_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."stored_path" IS DISTINCT FROM (NEW."stored_path") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "integrations_importrunhistoryrow" ("applied_by_id", "created_at", "digest", "file_name", "format_name", "id", "kind", "mapping", "message", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_by_id", "state", "stored_path", "updated_at") VALUES (NEW."applied_by_id", NEW."created_at", NEW."digest", NEW."file_name", NEW."format_name", NEW."id", NEW."kind", NEW."mapping", NEW."message", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."started_by_id", NEW."state", NEW."stored_path", NEW."updated_at"); RETURN NULL;', hash='69d6c027bfcbb4525df7777ad9ad2042fdae7c07', operation='UPDATE', pgid='pgtrigger_update_update_7fea3', table='integrations_importrun', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "integrations_importrunhistoryrow" ("applied_by_id", "created_at", "digest", "file_name", "format_name", "id", "kind", "mapping", "message", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_by_id", "state", "stored_path", "updated_at") VALUES (OLD."applied_by_id", OLD."created_at", OLD."digest", OLD."file_name", OLD."format_name", OLD."id", OLD."kind", OLD."mapping", OLD."message", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."started_by_id", OLD."state", OLD."stored_path", OLD."updated_at"); RETURN NULL;', hash='8f36800c5cf0ffdb703641846eb0a375804bf927', operation='DELETE', pgid='pgtrigger_delete_delete_a8913', table='integrations_importrun', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='MedicalReplay',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('key', models.CharField(max_length=255)),
                ('request_digest', models.CharField(max_length=64)),
                ('status', models.PositiveSmallIntegerField()),
                ('object_id', models.UUIDField()),
                ('caller', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('caller', 'key'), name='medical_replay_once')],
            },
        ),
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('source', models.CharField(max_length=40, verbose_name='source')),
                ('fingerprint', models.CharField(help_text='Of the set of headings.', max_length=64)),
                ('mapping', models.JSONField()),
                ('used_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'fingerprint'), name='mapping_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "integrations_columnmappinghistoryrow" ("created_at", "fingerprint", "id", "mapping", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "updated_at", "used_at") VALUES (NEW."created_at", NEW."fingerprint", NEW."id", NEW."mapping", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."source", NEW."updated_at", NEW."used_at"); RETURN NULL;', hash='9d835c76349b952b54ddd9d451e95de9ef60bdd8', operation='INSERT', pgid='pgtrigger_insert_insert_45cd8', table='integrations_columnmapping', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "integrations_columnmappinghistoryrow" ("created_at", "fingerprint", "id", "mapping", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "updated_at", "used_at") VALUES (NEW."created_at", NEW."fingerprint", NEW."id", NEW."mapping", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."source", NEW."updated_at", NEW."used_at"); RETURN NULL;', hash='7c06aa1a6a76690c73094acee746a3f914e5c0b1', operation='UPDATE', pgid='pgtrigger_update_update_ca29d', table='integrations_columnmapping', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "integrations_columnmappinghistoryrow" ("created_at", "fingerprint", "id", "mapping", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "updated_at", "used_at") VALUES (OLD."created_at", OLD."fingerprint", OLD."id", OLD."mapping", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."source", OLD."updated_at", OLD."used_at"); RETURN NULL;', hash='b8ffb2875e171cb395b7b868711aacdafdc05c4a', operation='DELETE', pgid='pgtrigger_delete_delete_f6cef', table='integrations_columnmapping', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('number', models.PositiveIntegerField(help_text='Counts rows and problems as they were found.')),
                ('label', models.CharField(blank=True, max_length=300)),
                ('record', models.JSONField(null=True)),
                ('problem', models.TextField(blank=True)),
                ('is_applied', models.BooleanField(default=False)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='integrations.importrun')),
            ],
            options={
                'ordering': ['number'],
                'indexes': [models.Index(condition=models.Q(('is_applied', False), ('problem', '')), fields=['run', 'number'], name='row_to_apply'), models.Index(condition=models.Q(('problem', ''), _negated=True), fields=['run', 'number'], name='row_problem')],
                'constraints': [models.UniqueConstraint(fields=('run', 'number'), name='row_once')],
            },
        ),
        migrations.CreateModel(
            name='ImportRunHistoryrow',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('file_name', models.CharField(max_length=255, verbose_name='file')),
                ('stored_path', models.CharField(blank=True, max_length=500)),
                ('digest', models.CharField(max_length=64)),
                ('format_name', models.CharField(blank=True, max_length=40, verbose_name='format')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('staging', 'Reading the file'), ('mapping', 'Waiting for its columns'), ('staged', 'Read, waiting for your go'), ('applying', 'Importing'), ('stopped', 'Stopped'), ('done', 'Imported'), ('refused', 'Refused'), ('discarded', 'Discarded')], default='waiting', max_length=12, verbose_name='state')),
                ('message', models.TextField(blank=True, verbose_name='message')),
                ('applied_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='imported by')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='integrations.importrun')),
                ('started_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='started by')),
                ('kind', models.CharField(default='publications', help_text='What the records are: `kinds`.', max_length=20)),
                ('mapping', models.JSONField(help_text='Of a table: what its columns mean.', null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ColumnMappingHistoryrow',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('source', models.CharField(max_length=40, verbose_name='source')),
                ('fingerprint', models.CharField(help_text='Of the set of headings.', max_length=64)),
                ('mapping', models.JSONField()),
                ('used_at', models.DateTimeField(auto_now=True)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='integrations.columnmapping')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('subject', models.CharField(choices=[('person', 'Person'), ('account', 'Account')], max_length=10)),
                ('label', models.CharField(max_length=300)),
                ('record', models.JSONField(null=True)),
                ('identity', models.CharField(blank=True, max_length=64)),
                ('choices', models.JSONField(default=list, help_text='Keys with score and reasons, the likeliest first.')),
                ('state', models.CharField(choices=[('open', 'To be decided'), ('decided', 'Decided'), ('done', 'In effect'), ('failed', 'Could not be imported')], default='open', max_length=10, verbose_name='state')),
                ('chosen', models.UUIDField(blank=True, help_text='The same as this one; empty: none of them.', null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('effective_at', models.DateTimeField(blank=True, null=True)),
                ('message', models.TextField(blank=True)),
                ('candidate', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='review', to='kols.candidate')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reviews', to='integrations.importrun')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'id'], name='review_by_state'), models.Index(condition=models.Q(('state', 'decided')), fields=['effective_at'], name='review_to_take_effect')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('identity', ''), _negated=True), fields=('identity',), name='review_asked_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'decided'), _negated=True), models.Q(('decided_by__isnull', False), ('effective_at__isnull', False)), _connector='OR'), name='review_decided_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('candidate__isnull', False), ('identity', ''), ('record__isnull', True)), models.Q(('candidate__isnull', True), ('record__isnull', False), models.Q(('identity', ''), _negated=True)), models.Q(('candidate__isnull', True), ('chosen__isnull', False), ('record__isnull', True), ('state', 'done'), models.Q(('identity', ''), _negated=True)), _connector='OR'), name='review_of_one_thing')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "integrations_reviewhistoryrow" ("candidate_id", "chosen", "created_at", "decided_at", "decided_by_id", "effective_at", "id", "identity", "label", "message", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "run_id", "state", "subject", "updated_at") VALUES (NEW."candidate_id", NEW."chosen", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."effective_at", NEW."id", NEW."identity", NEW."label", NEW."message", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."run_id", NEW."state", NEW."subject", NEW."updated_at"); RETURN NULL;', hash='1a3373b83b1ddebe921633080f74c375e2b4d8a4', operation='INSERT', pgid='pgtrigger_insert_insert_c7e59', table='integrations_review', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."candidate_id" IS DISTINCT FROM (NEW."candidate_id") OR OLD."chosen" IS DISTINCT FROM (NEW."chosen") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."effective_at" IS DISTINCT FROM (NEW."effective_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."identity" IS DISTINCT FROM (NEW."identity") OR OLD."label" IS DISTINCT FROM (NEW."label") OR OLD."message" IS DISTINCT FROM (NEW."message") OR OLD."run_id" IS DISTINCT FROM (NEW."run_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "integrations_reviewhistoryrow" ("candidate_id", "chosen", "created_at", "decided_at", "decided_by_id", "effective_at", "id", "identity", "label", "message", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "run_id", "state", "subject", "updated_at") VALUES (NEW."candidate_id", NEW."chosen", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."effective_at", NEW."id", NEW."identity", NEW."label", NEW."message", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."run_id", NEW."state", NEW."subject", NEW."updated_at"); RETURN NULL;', hash='b55395762dc8709a727e56dce556ac81887da5f2', operation='UPDATE', pgid='pgtrigger_update_update_88271', table='integrations_review', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "integrations_reviewhistoryrow" ("candidate_id", "chosen", "created_at", "decided_at", "decided_by_id", "effective_at", "id", "identity", "label", "message", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "run_id", "state", "subject", "updated_at") VALUES (OLD."candidate_id", OLD."chosen", OLD."created_at", OLD."decided_at", OLD."decided_by_id", OLD."effective_at", OLD."id", OLD."identity", OLD."label", OLD."message", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."run_id", OLD."state", OLD."subject", OLD."updated_at"); RETURN NULL;', hash='2fd6f0ec7535035ae46621c69846ce56e7551983', operation='DELETE', pgid='pgtrigger_delete_delete_5bc20', table='integrations_review', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='ReviewHistoryrow',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('subject', models.CharField(choices=[('person', 'Person'), ('account', 'Account')], max_length=10)),
                ('label', models.CharField(max_length=300)),
                ('identity', models.CharField(blank=True, max_length=64)),
                ('state', models.CharField(choices=[('open', 'To be decided'), ('decided', 'Decided'), ('done', 'In effect'), ('failed', 'Could not be imported')], default='open', max_length=10, verbose_name='state')),
                ('chosen', models.UUIDField(blank=True, help_text='The same as this one; empty: none of them.', null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('effective_at', models.DateTimeField(blank=True, null=True)),
                ('message', models.TextField(blank=True)),
                ('candidate', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='kols.candidate')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='integrations.review')),
                ('run', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='integrations.importrun')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
