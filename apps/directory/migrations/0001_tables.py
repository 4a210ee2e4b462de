"""The tables, put together from 4 migrations: making them one by one was most of the first start."""

import apps.core.models
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('directory', '0001_start'), ('directory', '0002_name_words'), ('directory', '0003_words_of_known_names'), ('directory', '0004_affiliation_source')]

    initial = True

    dependencies = [
        ('users', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('name_folded', models.CharField(editable=False, max_length=400)),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('last_contact_at', models.DateTimeField(blank=True, editable=False, help_text='Start of the latest held touchpoint of any function.', null=True)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('kind', models.CharField(choices=[('health_system', 'Health system'), ('hospital', 'Hospital'), ('department', 'Department'), ('clinic', 'Clinic'), ('practice', 'Practice'), ('university', 'University'), ('payer', 'Payer'), ('society', 'Society'), ('patient_organisation', 'Patient organisation')], max_length=30, verbose_name='type')),
                ('customer_group', models.CharField(blank=True, choices=[('kol', 'Key opinion leader'), ('treating_hcp', 'Treating physician'), ('nurse_app', 'Nurse or advanced practice provider'), ('pharmacist', 'Pharmacist'), ('investigator', 'Investigator'), ('payer', 'Payer'), ('formulary_committee', 'Formulary committee'), ('heor_hta', 'Health economics or HTA body'), ('guideline_author', 'Guideline author'), ('patient_organisation', 'Patient organisation'), ('professional_society', 'Professional society')], max_length=30, verbose_name='customer group')),
                ('path', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, editable=False, size=None)),
                ('street', models.CharField(blank=True, max_length=200, verbose_name='street')),
                ('city', models.CharField(blank=True, max_length=100, verbose_name='city')),
                ('region', models.CharField(blank=True, max_length=100, verbose_name='state or region')),
                ('postal_code', models.CharField(blank=True, max_length=20, verbose_name='postal code')),
                ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('access_restriction', models.CharField(choices=[('open', 'Open'), ('by_appointment', 'By appointment'), ('restricted', 'Restricted'), ('none', 'No access')], default='open', max_length=20, verbose_name='access')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='directory.account', verbose_name='part of')),
                ('territory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='users.territory', verbose_name='territory')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['path'], name='account_path'), models.Index(fields=['name_folded', 'id'], name='account_by_name'), models.Index(fields=['name_folded'], name='account_by_first_letters', opclasses=['varchar_pattern_ops']), models.Index(models.OrderBy(models.F('last_contact_at'), nulls_first=True), models.F('id'), name='account_by_last_contact'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('name_folded', config='simple'), fastupdate=False, name='account_name_words')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "directory_accounthistoryrow" ("access_restriction", "archived_at", "city", "country", "created_at", "customer_group", "id", "kind", "name", "parent_id", "path", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "region", "revision", "street", "territory_id", "updated_at", "website") VALUES (NEW."access_restriction", NEW."archived_at", NEW."city", NEW."country", NEW."created_at", NEW."customer_group", NEW."id", NEW."kind", NEW."name", NEW."parent_id", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."postal_code", NEW."region", NEW."revision", NEW."street", NEW."territory_id", NEW."updated_at", NEW."website"); RETURN NULL;', hash='acef20b3976b3e558b9a56185ad5dcaa23ae653e', operation='INSERT', pgid='pgtrigger_insert_insert_b15ec', table='directory_account', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."access_restriction" IS DISTINCT FROM (NEW."access_restriction") OR OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."customer_group" IS DISTINCT FROM (NEW."customer_group") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."path" IS DISTINCT FROM (NEW."path") OR OLD."postal_code" IS DISTINCT FROM (NEW."postal_code") OR OLD."region" IS DISTINCT FROM (NEW."region") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."street" IS DISTINCT FROM (NEW."street") OR OLD."territory_id" IS DISTINCT FROM (NEW."territory_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."website" IS DISTINCT FROM (NEW."website"))', func='INSERT INTO "directory_accounthistoryrow" ("access_restriction", "archived_at", "city", "country", "created_at", "customer_group", "id", "kind", "name", "parent_id", "path", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "region", "revision", "street", "territory_id", "updated_at", "website") VALUES (NEW."access_restriction", NEW."archived_at", NEW."city", NEW."country", NEW."created_at", NEW."customer_group", NEW."id", NEW."kind", NEW."name", NEW."parent_id", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."postal_code", NEW."region", NEW."revision", NEW."street", NEW."territory_id", NEW."updated_at", NEW."website"); RETURN NULL;', hash='25ffcf071ab5b5c2c99a032a96dce6d19d0ae3c0', operation='UPDATE', pgid='pgtrigger_update_update_5eba4', table='directory_account', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "directory_accounthistoryrow" ("access_restriction", "archived_at", "city", "country", "created_at", "customer_group", "id", "kind", "name", "parent_id", "path", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "region", "revision", "street", "territory_id", "updated_at", "website") VALUES (OLD."access_restriction", OLD."archived_at", OLD."city", OLD."country", OLD."created_at", OLD."customer_group", OLD."id", OLD."kind", OLD."name", OLD."parent_id", OLD."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."postal_code", OLD."region", OLD."revision", OLD."street", OLD."territory_id", OLD."updated_at", OLD."website"); RETURN NULL;', hash='708934c94c391b05683d364f38f437fda9b76c1f', operation='DELETE', pgid='pgtrigger_delete_delete_04fd9', table='directory_account', when='AFTER')), pgtrigger.compiler.Trigger(name='words_of_new', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nINSERT INTO "directory_nameword" ("word", "keys")\nSELECT brought."word", (\n    SELECT array_agg(DISTINCT overlay(brought."word" PLACING \'\' FROM letter FOR 1))\n    FROM generate_series(1, char_length(brought."word")) AS letter\n) || brought."word"::varchar\nFROM (SELECT DISTINCT unnest(string_to_array("name_folded", \' \')) AS "word" FROM added) AS brought\nWHERE char_length(brought."word") BETWEEN 2 AND 60\nAND NOT EXISTS (SELECT FROM "directory_nameword" AS known WHERE known."word" = brought."word"); RETURN NULL;', hash='e0ed2433dcf1500d522801fe25ecea1a2f364e7a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_words_of_new_0afbb', referencing='REFERENCING NEW TABLE AS added ', table='directory_account', when='AFTER')), pgtrigger.compiler.Trigger(name='words_of_changed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."name_folded" IS DISTINCT FROM (NEW."name_folded"))', func='\nINSERT INTO "directory_nameword" ("word", "keys")\nSELECT brought."word", (\n    SELECT array_agg(DISTINCT overlay(brought."word" PLACING \'\' FROM letter FOR 1))\n    FROM generate_series(1, char_length(brought."word")) AS letter\n) || brought."word"::varchar\nFROM (SELECT DISTINCT unnest(string_to_array("name_folded", \' \')) AS "word" FROM (SELECT NEW."name_folded") AS changed) AS brought\nWHERE char_length(brought."word") BETWEEN 2 AND 60\nAND NOT EXISTS (SELECT FROM "directory_nameword" AS known WHERE known."word" = brought."word"); RETURN NULL;', hash='c05a37429a9bd5d7edeb9b15a2299f487abbe7c9', operation='UPDATE OF "name_folded"', pgid='pgtrigger_words_of_changed_42a22', table='directory_account', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Stakeholder',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('name_folded', models.CharField(editable=False, max_length=400)),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('last_contact_at', models.DateTimeField(blank=True, editable=False, help_text='Start of the latest held touchpoint of any function.', null=True)),
                ('first_name', models.CharField(blank=True, max_length=100, verbose_name='first name')),
                ('middle_name', models.CharField(blank=True, max_length=100, verbose_name='middle name')),
                ('last_name', models.CharField(max_length=150, verbose_name='last name')),
                ('suffix', models.CharField(blank=True, max_length=20, verbose_name='suffix')),
                ('degrees', models.CharField(blank=True, help_text='For example MD, PhD', max_length=100, verbose_name='degrees')),
                ('specialty', models.CharField(blank=True, max_length=150, verbose_name='specialty')),
                ('customer_groups', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('kol', 'Key opinion leader'), ('treating_hcp', 'Treating physician'), ('nurse_app', 'Nurse or advanced practice provider'), ('pharmacist', 'Pharmacist'), ('investigator', 'Investigator'), ('payer', 'Payer'), ('formulary_committee', 'Formulary committee'), ('heor_hta', 'Health economics or HTA body'), ('guideline_author', 'Guideline author'), ('patient_organisation', 'Patient organisation'), ('professional_society', 'Professional society')], max_length=30), default=list, size=None, verbose_name='customer groups')),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list, size=None, verbose_name='languages')),
                ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('preferred_channel', models.CharField(blank=True, choices=[('face_to_face', 'Face to face'), ('video', 'Video call'), ('phone', 'Phone'), ('email', 'E-mail'), ('congress', 'Congress'), ('web_conference', 'Web conference'), ('chat', 'Chat'), ('other', 'Other')], max_length=20, verbose_name='preferred channel')),
                ('preferred_time', models.CharField(blank=True, choices=[('early_morning', 'Early morning'), ('morning', 'Morning'), ('midday', 'Midday'), ('afternoon', 'Afternoon'), ('evening', 'Evening')], max_length=20, verbose_name='preferred time')),
                ('preferred_language', models.CharField(blank=True, max_length=2, verbose_name='preferred language')),
                ('contacts_per_quarter', models.PositiveSmallIntegerField(blank=True, help_text='Counts all functions. Empty: no limit stated.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='contacts per quarter at most')),
                ('do_not_contact', models.BooleanField(default=False, verbose_name='do not contact')),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.stakeholder')),
                ('territory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stakeholders', to='users.territory', verbose_name='territory')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['customer_groups'], name='stakeholder_groups'), models.Index(fields=['name_folded', 'id'], name='stakeholder_by_name'), models.Index(fields=['name_folded'], name='stakeholder_by_first_letters', opclasses=['varchar_pattern_ops']), models.Index(models.OrderBy(models.F('last_contact_at'), nulls_first=True), models.F('id'), name='stakeholder_by_last_contact'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('name_folded', config='simple'), fastupdate=False, name='stakeholder_name_words')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "directory_stakeholderhistoryrow" ("archived_at", "contacts_per_quarter", "country", "created_at", "customer_groups", "degrees", "do_not_contact", "email", "first_name", "id", "languages", "last_name", "merged_into_id", "middle_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "preferred_channel", "preferred_language", "preferred_time", "revision", "specialty", "suffix", "territory_id", "updated_at") VALUES (NEW."archived_at", NEW."contacts_per_quarter", NEW."country", NEW."created_at", NEW."customer_groups", NEW."degrees", NEW."do_not_contact", NEW."email", NEW."first_name", NEW."id", NEW."languages", NEW."last_name", NEW."merged_into_id", NEW."middle_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."preferred_channel", NEW."preferred_language", NEW."preferred_time", NEW."revision", NEW."specialty", NEW."suffix", NEW."territory_id", NEW."updated_at"); RETURN NULL;', hash='0ebd1b15927713951c0a98300fe4b6d8e4117db2', operation='INSERT', pgid='pgtrigger_insert_insert_2aff1', table='directory_stakeholder', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."contacts_per_quarter" IS DISTINCT FROM (NEW."contacts_per_quarter") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."customer_groups" IS DISTINCT FROM (NEW."customer_groups") OR OLD."degrees" IS DISTINCT FROM (NEW."degrees") OR OLD."do_not_contact" IS DISTINCT FROM (NEW."do_not_contact") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."middle_name" IS DISTINCT FROM (NEW."middle_name") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."preferred_channel" IS DISTINCT FROM (NEW."preferred_channel") OR OLD."preferred_language" IS DISTINCT FROM (NEW."preferred_language") OR OLD."preferred_time" IS DISTINCT FROM (NEW."preferred_time") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."specialty" IS DISTINCT FROM (NEW."specialty") OR OLD."suffix" IS DISTINCT FROM (NEW."suffix") OR OLD."territory_id" IS DISTINCT FROM (NEW."territory_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "directory_stakeholderhistoryrow" ("archived_at", "contacts_per_quarter", "country", "created_at", "customer_groups", "degrees", "do_not_contact", "email", "first_name", "id", "languages", "last_name", "merged_into_id", "middle_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "preferred_channel", "preferred_language", "preferred_time", "revision", "specialty", "suffix", "territory_id", "updated_at") VALUES (NEW."archived_at", NEW."contacts_per_quarter", NEW."country", NEW."created_at", NEW."customer_groups", NEW."degrees", NEW."do_not_contact", NEW."email", NEW."first_name", NEW."id", NEW."languages", NEW."last_name", NEW."merged_into_id", NEW."middle_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."preferred_channel", NEW."preferred_language", NEW."preferred_time", NEW."revision", NEW."specialty", NEW."suffix", NEW."territory_id", NEW."updated_at"); RETURN NULL;', hash='84447adf0504910c0cb30fbee8ac3bd02bde1ffc', operation='UPDATE', pgid='pgtrigger_update_update_daff7', table='directory_stakeholder', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "directory_stakeholderhistoryrow" ("archived_at", "contacts_per_quarter", "country", "created_at", "customer_groups", "degrees", "do_not_contact", "email", "first_name", "id", "languages", "last_name", "merged_into_id", "middle_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "preferred_channel", "preferred_language", "preferred_time", "revision", "specialty", "suffix", "territory_id", "updated_at") VALUES (OLD."archived_at", OLD."contacts_per_quarter", OLD."country", OLD."created_at", OLD."customer_groups", OLD."degrees", OLD."do_not_contact", OLD."email", OLD."first_name", OLD."id", OLD."languages", OLD."last_name", OLD."merged_into_id", OLD."middle_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."preferred_channel", OLD."preferred_language", OLD."preferred_time", OLD."revision", OLD."specialty", OLD."suffix", OLD."territory_id", OLD."updated_at"); RETURN NULL;', hash='140dcb1b046ad2d2114a01fe9b6a78a7e6ea05e5', operation='DELETE', pgid='pgtrigger_delete_delete_09c5f', table='directory_stakeholder', when='AFTER')), pgtrigger.compiler.Trigger(name='words_of_new', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nINSERT INTO "directory_nameword" ("word", "keys")\nSELECT brought."word", (\n    SELECT array_agg(DISTINCT overlay(brought."word" PLACING \'\' FROM letter FOR 1))\n    FROM generate_series(1, char_length(brought."word")) AS letter\n) || brought."word"::varchar\nFROM (SELECT DISTINCT unnest(string_to_array("name_folded", \' \')) AS "word" FROM added) AS brought\nWHERE char_length(brought."word") BETWEEN 2 AND 60\nAND NOT EXISTS (SELECT FROM "directory_nameword" AS known WHERE known."word" = brought."word"); RETURN NULL;', hash='d4612ddc31515d484167ef21964006e149667c0c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_words_of_new_31724', referencing='REFERENCING NEW TABLE AS added ', table='directory_stakeholder', when='AFTER')), pgtrigger.compiler.Trigger(name='words_of_changed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."name_folded" IS DISTINCT FROM (NEW."name_folded"))', func='\nINSERT INTO "directory_nameword" ("word", "keys")\nSELECT brought."word", (\n    SELECT array_agg(DISTINCT overlay(brought."word" PLACING \'\' FROM letter FOR 1))\n    FROM generate_series(1, char_length(brought."word")) AS letter\n) || brought."word"::varchar\nFROM (SELECT DISTINCT unnest(string_to_array("name_folded", \' \')) AS "word" FROM (SELECT NEW."name_folded") AS changed) AS brought\nWHERE char_length(brought."word") BETWEEN 2 AND 60\nAND NOT EXISTS (SELECT FROM "directory_nameword" AS known WHERE known."word" = brought."word"); RETURN NULL;', hash='d67b3efd7841714e39aaaf8cd5968698782f3a33', operation='UPDATE OF "name_folded"', pgid='pgtrigger_words_of_changed_48b5a', table='directory_stakeholder', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='NameWord',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('word', models.CharField(max_length=60)),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['word'], name='nameword_by_letters', opclasses=['varchar_pattern_ops']), django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['keys'], name='nameword_by_keys')],
            },
        ),
        migrations.CreateModel(
            name='AccountHistoryrow',
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
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('kind', models.CharField(choices=[('health_system', 'Health system'), ('hospital', 'Hospital'), ('department', 'Department'), ('clinic', 'Clinic'), ('practice', 'Practice'), ('university', 'University'), ('payer', 'Payer'), ('society', 'Society'), ('patient_organisation', 'Patient organisation')], max_length=30, verbose_name='type')),
                ('customer_group', models.CharField(blank=True, choices=[('kol', 'Key opinion leader'), ('treating_hcp', 'Treating physician'), ('nurse_app', 'Nurse or advanced practice provider'), ('pharmacist', 'Pharmacist'), ('investigator', 'Investigator'), ('payer', 'Payer'), ('formulary_committee', 'Formulary committee'), ('heor_hta', 'Health economics or HTA body'), ('guideline_author', 'Guideline author'), ('patient_organisation', 'Patient organisation'), ('professional_society', 'Professional society')], max_length=30, verbose_name='customer group')),
                ('path', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, editable=False, size=None)),
                ('street', models.CharField(blank=True, max_length=200, verbose_name='street')),
                ('city', models.CharField(blank=True, max_length=100, verbose_name='city')),
                ('region', models.CharField(blank=True, max_length=100, verbose_name='state or region')),
                ('postal_code', models.CharField(blank=True, max_length=20, verbose_name='postal code')),
                ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('access_restriction', models.CharField(choices=[('open', 'Open'), ('by_appointment', 'By appointment'), ('restricted', 'Restricted'), ('none', 'No access')], default='open', max_length=20, verbose_name='access')),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='directory.account', verbose_name='part of')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='directory.account')),
                ('territory', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='users.territory', verbose_name='territory')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AccountIdentifier',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('system', models.CharField(choices=[('orcid', 'ORCID'), ('npi', 'NPI'), ('ror', 'ROR'), ('openalex', 'OpenAlex'), ('national', 'National registry'), ('crm', 'Other CRM')], max_length=20, verbose_name='system')),
                ('value', models.CharField(max_length=100, verbose_name='number')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='directory.account')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('system', 'value'), name='account_identifier_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "directory_accountidentifierhistoryrow" ("account_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "system", "updated_at", "value") VALUES (NEW."account_id", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."system", NEW."updated_at", NEW."value"); RETURN NULL;', hash='8f4f83ae55eee60dd79370d4b671089f89a0921c', operation='INSERT', pgid='pgtrigger_insert_insert_168ac', table='directory_accountidentifier', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "directory_accountidentifierhistoryrow" ("account_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "system", "updated_at", "value") VALUES (NEW."account_id", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."system", NEW."updated_at", NEW."value"); RETURN NULL;', hash='dd2169200eb507c319a16d086d924824e6b86897', operation='UPDATE', pgid='pgtrigger_update_update_746f2', table='directory_accountidentifier', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "directory_accountidentifierhistoryrow" ("account_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "system", "updated_at", "value") VALUES (OLD."account_id", OLD."created_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."system", OLD."updated_at", OLD."value"); RETURN NULL;', hash='fc5a953366695cef136cd5c7d7ee77feeaac8114', operation='DELETE', pgid='pgtrigger_delete_delete_aee56', table='directory_accountidentifier', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Affiliation',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('role', models.CharField(blank=True, help_text='For example Head of Haematology', max_length=150, verbose_name='role')),
                ('decision_role', models.CharField(choices=[('decision_maker', 'Decision maker'), ('influencer', 'Influencer'), ('user', 'User'), ('gatekeeper', 'Gatekeeper'), ('blocker', 'Blocker'), ('unknown', 'Unknown')], default='unknown', max_length=20, verbose_name='decision role')),
                ('started_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('is_primary', models.BooleanField(default=False, verbose_name='main affiliation')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affiliations', to='directory.account', verbose_name='account')),
                ('stakeholder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affiliations', to='directory.stakeholder')),
                ('source', models.CharField(blank=True, editable=False, max_length=200, verbose_name='source')),
            ],
            options={
                'ordering': ['-is_primary', '-started_on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_on', None), ('started_on', None), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='affiliation_ends_after_start'), models.UniqueConstraint(condition=models.Q(('ended_on', None), ('is_primary', True)), fields=('stakeholder',), name='one_main_affiliation')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "directory_affiliationhistoryrow" ("account_id", "created_at", "decision_role", "ended_on", "id", "is_primary", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "role", "source", "stakeholder_id", "started_on", "updated_at") VALUES (NEW."account_id", NEW."created_at", NEW."decision_role", NEW."ended_on", NEW."id", NEW."is_primary", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."revision", NEW."role", NEW."source", NEW."stakeholder_id", NEW."started_on", NEW."updated_at"); RETURN NULL;', hash='51bfbe4616243d37a07d8e5d1ac34d4bae5a433f', operation='INSERT', pgid='pgtrigger_insert_insert_311db', table='directory_affiliation', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "directory_affiliationhistoryrow" ("account_id", "created_at", "decision_role", "ended_on", "id", "is_primary", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "role", "source", "stakeholder_id", "started_on", "updated_at") VALUES (NEW."account_id", NEW."created_at", NEW."decision_role", NEW."ended_on", NEW."id", NEW."is_primary", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revision", NEW."role", NEW."source", NEW."stakeholder_id", NEW."started_on", NEW."updated_at"); RETURN NULL;', hash='a2f40907931ebf2294b4072c6c24f97d7c86974a', operation='UPDATE', pgid='pgtrigger_update_update_9c534', table='directory_affiliation', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "directory_affiliationhistoryrow" ("account_id", "created_at", "decision_role", "ended_on", "id", "is_primary", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "role", "source", "stakeholder_id", "started_on", "updated_at") VALUES (OLD."account_id", OLD."created_at", OLD."decision_role", OLD."ended_on", OLD."id", OLD."is_primary", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revision", OLD."role", OLD."source", OLD."stakeholder_id", OLD."started_on", OLD."updated_at"); RETURN NULL;', hash='1042abeb87a36d94a7479eef1db6c6450e0c7a35', operation='DELETE', pgid='pgtrigger_delete_delete_562ec', table='directory_affiliation', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='StakeholderHistoryrow',
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
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('first_name', models.CharField(blank=True, max_length=100, verbose_name='first name')),
                ('middle_name', models.CharField(blank=True, max_length=100, verbose_name='middle name')),
                ('last_name', models.CharField(max_length=150, verbose_name='last name')),
                ('suffix', models.CharField(blank=True, max_length=20, verbose_name='suffix')),
                ('degrees', models.CharField(blank=True, help_text='For example MD, PhD', max_length=100, verbose_name='degrees')),
                ('specialty', models.CharField(blank=True, max_length=150, verbose_name='specialty')),
                ('customer_groups', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('kol', 'Key opinion leader'), ('treating_hcp', 'Treating physician'), ('nurse_app', 'Nurse or advanced practice provider'), ('pharmacist', 'Pharmacist'), ('investigator', 'Investigator'), ('payer', 'Payer'), ('formulary_committee', 'Formulary committee'), ('heor_hta', 'Health economics or HTA body'), ('guideline_author', 'Guideline author'), ('patient_organisation', 'Patient organisation'), ('professional_society', 'Professional society')], max_length=30), default=list, size=None, verbose_name='customer groups')),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list, size=None, verbose_name='languages')),
                ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('preferred_channel', models.CharField(blank=True, choices=[('face_to_face', 'Face to face'), ('video', 'Video call'), ('phone', 'Phone'), ('email', 'E-mail'), ('congress', 'Congress'), ('web_conference', 'Web conference'), ('chat', 'Chat'), ('other', 'Other')], max_length=20, verbose_name='preferred channel')),
                ('preferred_time', models.CharField(blank=True, choices=[('early_morning', 'Early morning'), ('morning', 'Morning'), ('midday', 'Midday'), ('afternoon', 'Afternoon'), ('evening', 'Evening')], max_length=20, verbose_name='preferred time')),
                ('preferred_language', models.CharField(blank=True, max_length=2, verbose_name='preferred language')),
                ('contacts_per_quarter', models.PositiveSmallIntegerField(blank=True, help_text='Counts all functions. Empty: no limit stated.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='contacts per quarter at most')),
                ('do_not_contact', models.BooleanField(default=False, verbose_name='do not contact')),
                ('merged_into', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='directory.stakeholder')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='directory.stakeholder')),
                ('territory', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='users.territory', verbose_name='territory')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StakeholderIdentifier',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('system', models.CharField(choices=[('orcid', 'ORCID'), ('npi', 'NPI'), ('ror', 'ROR'), ('openalex', 'OpenAlex'), ('national', 'National registry'), ('crm', 'Other CRM')], max_length=20, verbose_name='system')),
                ('value', models.CharField(max_length=100, verbose_name='number')),
                ('stakeholder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='directory.stakeholder')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('system', 'value'), name='stakeholder_identifier_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "directory_stakeholderidentifierhistoryrow" ("created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stakeholder_id", "system", "updated_at", "value") VALUES (NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."stakeholder_id", NEW."system", NEW."updated_at", NEW."value"); RETURN NULL;', hash='1b50c0953c4dbdbe86edce3838529720b34d7d73', operation='INSERT', pgid='pgtrigger_insert_insert_e08ab', table='directory_stakeholderidentifier', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "directory_stakeholderidentifierhistoryrow" ("created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stakeholder_id", "system", "updated_at", "value") VALUES (NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."stakeholder_id", NEW."system", NEW."updated_at", NEW."value"); RETURN NULL;', hash='ab78c39372b788807d77526dda281253c2ea8937', operation='UPDATE', pgid='pgtrigger_update_update_3d13a', table='directory_stakeholderidentifier', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "directory_stakeholderidentifierhistoryrow" ("created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stakeholder_id", "system", "updated_at", "value") VALUES (OLD."created_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."stakeholder_id", OLD."system", OLD."updated_at", OLD."value"); RETURN NULL;', hash='67eaa01b27d57a9a283ad388e3abbcb0d196bffe', operation='DELETE', pgid='pgtrigger_delete_delete_ab774', table='directory_stakeholderidentifier', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='AccountIdentifierHistoryrow',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('system', models.CharField(choices=[('orcid', 'ORCID'), ('npi', 'NPI'), ('ror', 'ROR'), ('openalex', 'OpenAlex'), ('national', 'National registry'), ('crm', 'Other CRM')], max_length=20, verbose_name='system')),
                ('value', models.CharField(max_length=100, verbose_name='number')),
                ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='directory.account')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='directory.accountidentifier')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AffiliationHistoryrow',
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
                ('role', models.CharField(blank=True, help_text='For example Head of Haematology', max_length=150, verbose_name='role')),
                ('decision_role', models.CharField(choices=[('decision_maker', 'Decision maker'), ('influencer', 'Influencer'), ('user', 'User'), ('gatekeeper', 'Gatekeeper'), ('blocker', 'Blocker'), ('unknown', 'Unknown')], default='unknown', max_length=20, verbose_name='decision role')),
                ('started_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('is_primary', models.BooleanField(default=False, verbose_name='main affiliation')),
                ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='directory.account', verbose_name='account')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='directory.affiliation')),
                ('stakeholder', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='directory.stakeholder')),
                ('source', models.CharField(blank=True, editable=False, max_length=200, verbose_name='source')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StakeholderIdentifierHistoryrow',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('system', models.CharField(choices=[('orcid', 'ORCID'), ('npi', 'NPI'), ('ror', 'ROR'), ('openalex', 'OpenAlex'), ('national', 'National registry'), ('crm', 'Other CRM')], max_length=20, verbose_name='system')),
                ('value', models.CharField(max_length=100, verbose_name='number')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='directory.stakeholderidentifier')),
                ('stakeholder', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='directory.stakeholder')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
