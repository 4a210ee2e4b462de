"""The tables, put together from 6 migrations: making them one by one was most of the first start."""

import apps.core.models
import apps.core.noted
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('interactions', '0001_start'), ('interactions', '0002_amend_reason'), ('interactions', '0003_drafts_of_pages'), ('interactions', '0004_note_words'), ('interactions', '0005_words_of_known_notes'), ('interactions', '0006_index_of_words')]

    initial = True

    dependencies = [
        ('catalog', '0001_tables'),
        ('coordination', '0001_tables'),
        ('evidence', '0001_tables'),
        ('users', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Interaction',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('starts_at', models.DateTimeField(verbose_name='started')),
                ('planned_for', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='planned for')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held, not submitted'), ('submitted', 'Submitted'), ('amended', 'Amended'), ('cancelled', 'Cancelled')], default='planned', max_length=12, verbose_name='state')),
                ('kind', models.CharField(choices=[('scientific_exchange', 'Scientific exchange'), ('reactive_answer', 'Answer to a question'), ('trial_support', 'Trial or site support'), ('education', 'Education'), ('congress', 'Congress'), ('advisory_board', 'Advisory board'), ('introduction', 'Introduction')], default='scientific_exchange', max_length=30, verbose_name='type')),
                ('initiative', models.CharField(choices=[('proactive', 'Proactive: we came to them'), ('reactive', 'Reactive: they asked us')], default='proactive', max_length=10, verbose_name='initiative')),
                ('duration_minutes', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1440)], verbose_name='duration in minutes')),
                ('notes', models.TextField(blank=True, verbose_name='notes')),
                ('needs_and_concerns', models.TextField(blank=True, verbose_name='needs and concerns')),
                ('safety_answer', models.CharField(blank=True, choices=[('no', 'No'), ('yes', 'Yes')], max_length=3, verbose_name='safety question')),
                ('opened_at', models.DateTimeField(blank=True, editable=False, help_text='When the form was opened.', null=True)),
                ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('version', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('cancel_reason', models.TextField(blank=True, editable=False, verbose_name='reason for cancelling')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interactions', to=settings.AUTH_USER_MODEL)),
                ('therapeutic_area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interactions', to='catalog.therapeuticarea', verbose_name='therapeutic area')),
                ('touchpoint', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='interaction', to='coordination.touchpoint')),
                ('amend_reason', models.TextField(blank=True, editable=False, verbose_name='reason for amending')),
                ('words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), db_default=[], default=list, editable=False, size=None)),
            ],
            options={
                'indexes': [models.Index(fields=['owner', 'starts_at', 'id'], name='interaction_by_owner'), models.Index(fields=['starts_at', 'id'], name='interaction_by_start'), models.Index(fields=['therapeutic_area', 'starts_at'], name='interaction_by_area'), django.contrib.postgres.indexes.GinIndex(models.F('words'), apps.core.noted.Keys(models.F('owner'), models.F('therapeutic_area')), apps.core.noted.Year(models.F('starts_at')), fastupdate=False, name='interaction_words')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['submitted', 'amended']), _negated=True), models.Q(models.Q(('safety_answer', ''), _negated=True), ('submitted_at__isnull', False)), _connector='OR'), name='submitted_answers_safety')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interactions_interactionhistoryrow" ("amend_reason", "cancel_reason", "created_at", "duration_minutes", "id", "initiative", "kind", "needs_and_concerns", "notes", "opened_at", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_for", "revision", "safety_answer", "starts_at", "state", "submitted_at", "therapeutic_area_id", "touchpoint_id", "updated_at", "version") VALUES (NEW."amend_reason", NEW."cancel_reason", NEW."created_at", NEW."duration_minutes", NEW."id", NEW."initiative", NEW."kind", NEW."needs_and_concerns", NEW."notes", NEW."opened_at", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."planned_for", NEW."revision", NEW."safety_answer", NEW."starts_at", NEW."state", NEW."submitted_at", NEW."therapeutic_area_id", NEW."touchpoint_id", NEW."updated_at", NEW."version"); RETURN NULL;', hash='aa72c80170bc995411db738add1a36ad2da4495b', operation='INSERT', pgid='pgtrigger_insert_insert_35397', table='interactions_interaction', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interactions_interactionhistoryrow" ("amend_reason", "cancel_reason", "created_at", "duration_minutes", "id", "initiative", "kind", "needs_and_concerns", "notes", "opened_at", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_for", "revision", "safety_answer", "starts_at", "state", "submitted_at", "therapeutic_area_id", "touchpoint_id", "updated_at", "version") VALUES (OLD."amend_reason", OLD."cancel_reason", OLD."created_at", OLD."duration_minutes", OLD."id", OLD."initiative", OLD."kind", OLD."needs_and_concerns", OLD."notes", OLD."opened_at", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."planned_for", OLD."revision", OLD."safety_answer", OLD."starts_at", OLD."state", OLD."submitted_at", OLD."therapeutic_area_id", OLD."touchpoint_id", OLD."updated_at", OLD."version"); RETURN NULL;', hash='d841e4c27cf73cf4bca99ff66d6b11dddce582fb', operation='DELETE', pgid='pgtrigger_delete_delete_b79e2', table='interactions_interaction', when='AFTER')), pgtrigger.compiler.Trigger(name='words_of_new', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nINSERT INTO "interactions_noteword" ("word", "keys")\nSELECT brought."word", (\n    SELECT array_agg(DISTINCT overlay(brought."word" PLACING \'\' FROM letter FOR 1))\n    FROM generate_series(1, char_length(brought."word")) AS letter\n) || brought."word"::varchar\nFROM (SELECT DISTINCT unnest("words") AS "word" FROM added) AS brought\nWHERE char_length(brought."word") BETWEEN 2 AND 60\nAND NOT EXISTS (SELECT FROM "interactions_noteword" AS known WHERE known."word" = brought."word"); RETURN NULL;', hash='32ed1446ad9b7b563655eabcbfcf3bce26772fff', level='STATEMENT', operation='INSERT', pgid='pgtrigger_words_of_new_7f70c', referencing='REFERENCING NEW TABLE AS added ', table='interactions_interaction', when='AFTER')), pgtrigger.compiler.Trigger(name='words_of_changed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."words" IS DISTINCT FROM (NEW."words"))', func='\nINSERT INTO "interactions_noteword" ("word", "keys")\nSELECT brought."word", (\n    SELECT array_agg(DISTINCT overlay(brought."word" PLACING \'\' FROM letter FOR 1))\n    FROM generate_series(1, char_length(brought."word")) AS letter\n) || brought."word"::varchar\nFROM (SELECT DISTINCT unnest("words") AS "word" FROM (SELECT NEW."words") AS changed) AS brought\nWHERE char_length(brought."word") BETWEEN 2 AND 60\nAND NOT EXISTS (SELECT FROM "interactions_noteword" AS known WHERE known."word" = brought."word"); RETURN NULL;', hash='97489c377f689912444822dde3213db7044b3564', operation='UPDATE OF "words"', pgid='pgtrigger_words_of_changed_0b61a', table='interactions_interaction', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amend_reason" IS DISTINCT FROM (NEW."amend_reason") OR OLD."cancel_reason" IS DISTINCT FROM (NEW."cancel_reason") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."duration_minutes" IS DISTINCT FROM (NEW."duration_minutes") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."initiative" IS DISTINCT FROM (NEW."initiative") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."needs_and_concerns" IS DISTINCT FROM (NEW."needs_and_concerns") OR OLD."notes" IS DISTINCT FROM (NEW."notes") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."planned_for" IS DISTINCT FROM (NEW."planned_for") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."safety_answer" IS DISTINCT FROM (NEW."safety_answer") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."therapeutic_area_id" IS DISTINCT FROM (NEW."therapeutic_area_id") OR OLD."touchpoint_id" IS DISTINCT FROM (NEW."touchpoint_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "interactions_interactionhistoryrow" ("amend_reason", "cancel_reason", "created_at", "duration_minutes", "id", "initiative", "kind", "needs_and_concerns", "notes", "opened_at", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_for", "revision", "safety_answer", "starts_at", "state", "submitted_at", "therapeutic_area_id", "touchpoint_id", "updated_at", "version") VALUES (NEW."amend_reason", NEW."cancel_reason", NEW."created_at", NEW."duration_minutes", NEW."id", NEW."initiative", NEW."kind", NEW."needs_and_concerns", NEW."notes", NEW."opened_at", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."planned_for", NEW."revision", NEW."safety_answer", NEW."starts_at", NEW."state", NEW."submitted_at", NEW."therapeutic_area_id", NEW."touchpoint_id", NEW."updated_at", NEW."version"); RETURN NULL;', hash='09dde1f95cc80fad954291191f220917045aa2fb', operation='UPDATE', pgid='pgtrigger_update_update_99134', table='interactions_interaction', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('fields', models.JSONField(help_text='Form field name to list of typed values, as the browser sent them.')),
                ('saved_at', models.DateTimeField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record_id', models.UUIDField()),
                ('page', models.CharField(choices=[('log', 'log'), ('amend', 'amend'), ('edit_plan', 'edit_plan')], default='log', max_length=20)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('owner', 'record_id', 'page'), name='interactions_one_draft')],
            },
        ),
        migrations.CreateModel(
            name='NoteWord',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('word', models.CharField(max_length=60)),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['word'], name='noteword_by_letters', opclasses=['varchar_pattern_ops']), django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['keys'], name='noteword_by_keys')],
            },
        ),
        migrations.CreateModel(
            name='InteractionHistoryrow',
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
                ('starts_at', models.DateTimeField(verbose_name='started')),
                ('planned_for', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='planned for')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held, not submitted'), ('submitted', 'Submitted'), ('amended', 'Amended'), ('cancelled', 'Cancelled')], default='planned', max_length=12, verbose_name='state')),
                ('kind', models.CharField(choices=[('scientific_exchange', 'Scientific exchange'), ('reactive_answer', 'Answer to a question'), ('trial_support', 'Trial or site support'), ('education', 'Education'), ('congress', 'Congress'), ('advisory_board', 'Advisory board'), ('introduction', 'Introduction')], default='scientific_exchange', max_length=30, verbose_name='type')),
                ('initiative', models.CharField(choices=[('proactive', 'Proactive: we came to them'), ('reactive', 'Reactive: they asked us')], default='proactive', max_length=10, verbose_name='initiative')),
                ('duration_minutes', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1440)], verbose_name='duration in minutes')),
                ('notes', models.TextField(blank=True, verbose_name='notes')),
                ('needs_and_concerns', models.TextField(blank=True, verbose_name='needs and concerns')),
                ('safety_answer', models.CharField(blank=True, choices=[('no', 'No'), ('yes', 'Yes')], max_length=3, verbose_name='safety question')),
                ('opened_at', models.DateTimeField(blank=True, editable=False, help_text='When the form was opened.', null=True)),
                ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('version', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('cancel_reason', models.TextField(blank=True, editable=False, verbose_name='reason for cancelling')),
                ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='interactions.interaction')),
                ('therapeutic_area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='catalog.therapeuticarea', verbose_name='therapeutic area')),
                ('touchpoint', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='coordination.touchpoint')),
                ('amend_reason', models.TextField(blank=True, editable=False, verbose_name='reason for amending')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='InteractionMaterial',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('interaction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='material_rows', to='interactions.interaction')),
                ('material', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.material')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('interaction', 'material'), name='material_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interactions_interactionmaterialhistoryrow" ("created_at", "id", "interaction_id", "material_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."interaction_id", NEW."material_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='0831bc4be2db4bc272f529e4b7bb810f0ce3a1cd', operation='INSERT', pgid='pgtrigger_insert_insert_f11d4', table='interactions_interactionmaterial', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "interactions_interactionmaterialhistoryrow" ("created_at", "id", "interaction_id", "material_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."interaction_id", NEW."material_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='5e2f371051ca68427e7a28a0644ec7bc6ade84c1', operation='UPDATE', pgid='pgtrigger_update_update_995c8', table='interactions_interactionmaterial', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interactions_interactionmaterialhistoryrow" ("created_at", "id", "interaction_id", "material_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (OLD."created_at", OLD."id", OLD."interaction_id", OLD."material_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."updated_at"); RETURN NULL;', hash='b07db21ecdb4af58af4e26534c9617e44fe9624c', operation='DELETE', pgid='pgtrigger_delete_delete_44cc4', table='interactions_interactionmaterial', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='InteractionTopic',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('interaction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_rows', to='interactions.interaction')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.topic')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('interaction', 'topic'), name='topic_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interactions_interactiontopichistoryrow" ("created_at", "id", "interaction_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."interaction_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."topic_id", NEW."updated_at"); RETURN NULL;', hash='58e9cf610384c45c8744f04cbfcc50e7e4b3ca5c', operation='INSERT', pgid='pgtrigger_insert_insert_f0c6b', table='interactions_interactiontopic', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "interactions_interactiontopichistoryrow" ("created_at", "id", "interaction_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."interaction_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."topic_id", NEW."updated_at"); RETURN NULL;', hash='ef43d132f108380ce5022ae3eb4d4323849d2b84', operation='UPDATE', pgid='pgtrigger_update_update_b2ed4', table='interactions_interactiontopic', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interactions_interactiontopichistoryrow" ("created_at", "id", "interaction_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id", "updated_at") VALUES (OLD."created_at", OLD."id", OLD."interaction_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."topic_id", OLD."updated_at"); RETURN NULL;', hash='58fabc57db35f12de4c5a5eb38b3e2b05afe234a', operation='DELETE', pgid='pgtrigger_delete_delete_9f24c', table='interactions_interactiontopic', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('content', models.JSONField()),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('interaction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='interactions.interaction')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('interaction', 'number'), name='version_once')],
            },
        ),
        migrations.CreateModel(
            name='InteractionMaterialHistoryrow',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('interaction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interactions.interaction')),
                ('material', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evidence.material')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='interactions.interactionmaterial')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='InteractionTopicHistoryrow',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('interaction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interactions.interaction')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='interactions.interactiontopic')),
                ('topic', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='catalog.topic')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='interaction',
            name='materials',
            field=models.ManyToManyField(through='interactions.InteractionMaterial', to='evidence.material', verbose_name='materials shared'),
        ),
        migrations.AddField(
            model_name='interaction',
            name='topics',
            field=models.ManyToManyField(through='interactions.InteractionTopic', to='catalog.topic', verbose_name='topics'),
        ),
    ]
