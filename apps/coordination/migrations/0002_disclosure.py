"""The disclosure policy, and the day and week of each contact: what lists are sorted by where the time is hidden."""

import apps.core.models
import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0001_tables'),
        ('coordination', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DisclosurePolicy',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveSmallIntegerField(unique=True, verbose_name='version')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('approved', 'In force'), ('superseded', 'Superseded')], default='draft', max_length=12, verbose_name='state')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='in force from')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='in force until')),
                ('spread_at', models.DateTimeField(blank=True, null=True, verbose_name='applied to the last contacts')),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='DisclosurePolicyHistoryrow',
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
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('approved', 'In force'), ('superseded', 'Superseded')], default='draft', max_length=12, verbose_name='state')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='in force from')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='in force until')),
                ('spread_at', models.DateTimeField(blank=True, null=True, verbose_name='applied to the last contacts')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DisclosureRule',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('viewer', models.CharField(choices=[('medical', 'Medical, of commercial contacts'), ('commercial', 'Commercial, of medical contacts')], max_length=12, verbose_name='who looks')),
                ('who', models.CharField(choices=[('person', 'The person'), ('function', 'The function only')], default='person', max_length=12, verbose_name='by whom')),
                ('when', models.CharField(choices=[('time', 'Day and time'), ('day', 'The day'), ('week', 'The week')], default='time', max_length=12, verbose_name='when')),
                ('whom', models.CharField(choices=[('stakeholder', 'The stakeholders'), ('account', 'The account only')], default='stakeholder', max_length=12, verbose_name='with whom')),
            ],
        ),
        migrations.CreateModel(
            name='DisclosureRuleHistoryrow',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('viewer', models.CharField(choices=[('medical', 'Medical, of commercial contacts'), ('commercial', 'Commercial, of medical contacts')], max_length=12, verbose_name='who looks')),
                ('who', models.CharField(choices=[('person', 'The person'), ('function', 'The function only')], default='person', max_length=12, verbose_name='by whom')),
                ('when', models.CharField(choices=[('time', 'Day and time'), ('day', 'The day'), ('week', 'The week')], default='time', max_length=12, verbose_name='when')),
                ('whom', models.CharField(choices=[('stakeholder', 'The stakeholders'), ('account', 'The account only')], default='stakeholder', max_length=12, verbose_name='with whom')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DisclosureSignature',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('printed_name', models.CharField(max_length=250, verbose_name='name')),
                ('signed_at', models.DateTimeField(verbose_name='signed')),
                ('meaning', models.CharField(choices=[('attested', 'I attest that this record is complete and true'), ('approved', 'I approve this record'), ('reviewed', 'I have reviewed this record')], max_length=20, verbose_name='meaning')),
                ('proof', models.CharField(choices=[('password', 'Password'), ('second_factor', 'Second factor')], max_length=20, verbose_name='proved by')),
                ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                ('content', models.TextField()),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['signed_at'],
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='touchpoint',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='touchpointstakeholder',
            name='update_update',
        ),
        migrations.AddField(
            model_name='touchpoint',
            name='day_on',
            field=models.DateField(db_default=django.db.models.functions.datetime.Now(), editable=False),
        ),
        migrations.AddField(
            model_name='touchpoint',
            name='week_on',
            field=models.DateField(db_default=django.db.models.functions.datetime.Now(), editable=False),
        ),
        migrations.AddField(
            model_name='touchpointstakeholder',
            name='day_on',
            field=models.DateField(db_default=django.db.models.functions.datetime.Now(), editable=False),
        ),
        migrations.AddField(
            model_name='touchpointstakeholder',
            name='week_on',
            field=models.DateField(db_default=django.db.models.functions.datetime.Now(), editable=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='touchpoint',
            trigger=pgtrigger.compiler.Trigger(name='keep_days', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nNEW.day_on = (NEW.starts_at AT TIME ZONE COALESCE(\n    (SELECT time_zone FROM users_user WHERE id = NEW.owner_id), 'UTC'\n))::date;\nNEW.week_on = NEW.day_on - (EXTRACT(ISODOW FROM NEW.day_on)::int - 1);\nRETURN NEW;\n", hash='d926c2b4f56f7c091f6494d217d8dfd100f6548f', operation='INSERT OR UPDATE OF "starts_at"', pgid='pgtrigger_keep_days_7ecf3', table='coordination_touchpoint', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='touchpoint',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."function" IS DISTINCT FROM (NEW."function") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."purpose_id" IS DISTINCT FROM (NEW."purpose_id") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "coordination_touchpointhistoryrow" ("account_id", "channel", "created_at", "function", "id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose_id", "revision", "starts_at", "state", "updated_at") VALUES (NEW."account_id", NEW."channel", NEW."created_at", NEW."function", NEW."id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."purpose_id", NEW."revision", NEW."starts_at", NEW."state", NEW."updated_at"); RETURN NULL;', hash='6fc574122d9fe354fed9650c699278197e36a904', operation='UPDATE', pgid='pgtrigger_update_update_3222f', table='coordination_touchpoint', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='touchpointstakeholder',
            trigger=pgtrigger.compiler.Trigger(name='keep_days', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nSELECT t.day_on, t.week_on INTO STRICT NEW.day_on, NEW.week_on FROM coordination_touchpoint t\nWHERE t.id = NEW.touchpoint_id;\nRETURN NEW;\n', hash='14fa061443fa9eca6d28a7d5abaf8da5f8cf36fa', operation='INSERT OR UPDATE OF "starts_at"', pgid='pgtrigger_keep_days_acc3f', table='coordination_touchpointstakeholder', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='touchpointstakeholder',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_removed" IS DISTINCT FROM (NEW."is_removed") OR OLD."stakeholder_id" IS DISTINCT FROM (NEW."stakeholder_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."touchpoint_id" IS DISTINCT FROM (NEW."touchpoint_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "coordination_touchpointstakeholderhistoryrow" ("created_at", "id", "is_removed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stakeholder_id", "starts_at", "touchpoint_id", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."is_removed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."stakeholder_id", NEW."starts_at", NEW."touchpoint_id", NEW."updated_at"); RETURN NULL;', hash='044243d8752a23ada4f074c720f819419712f74d', operation='UPDATE', pgid='pgtrigger_update_update_784f7', table='coordination_touchpointstakeholder', when='AFTER')),
        ),
        migrations.AddField(
            model_name='disclosurepolicy',
            name='approver',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by'),
        ),
        migrations.AddField(
            model_name='disclosurepolicy',
            name='drafted_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by'),
        ),
        migrations.AddField(
            model_name='disclosurepolicyhistoryrow',
            name='approver',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by'),
        ),
        migrations.AddField(
            model_name='disclosurepolicyhistoryrow',
            name='drafted_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by'),
        ),
        migrations.AddField(
            model_name='disclosurepolicyhistoryrow',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='coordination.disclosurepolicy'),
        ),
        migrations.AddField(
            model_name='disclosurerule',
            name='policy',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='coordination.disclosurepolicy'),
        ),
        migrations.AddField(
            model_name='disclosurerule',
            name='purpose',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.purposeclass', verbose_name='purpose'),
        ),
        migrations.AddField(
            model_name='disclosurerulehistoryrow',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='coordination.disclosurerule'),
        ),
        migrations.AddField(
            model_name='disclosurerulehistoryrow',
            name='policy',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='coordination.disclosurepolicy'),
        ),
        migrations.AddField(
            model_name='disclosurerulehistoryrow',
            name='purpose',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='catalog.purposeclass', verbose_name='purpose'),
        ),
        migrations.AddField(
            model_name='disclosuresignature',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='coordination.disclosurepolicy'),
        ),
        migrations.AddField(
            model_name='disclosuresignature',
            name='signer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='disclosurepolicy',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('state',), name='one_disclosure_draft'),
        ),
        migrations.AddConstraint(
            model_name='disclosurepolicy',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'approved')), fields=('state',), name='one_disclosure_in_force'),
        ),
        migrations.AddConstraint(
            model_name='disclosurepolicy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at', None), ('approver', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('approved_at__isnull', False), ('approver__isnull', False)), _connector='OR'), name='disclosure_approved_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='disclosurepolicy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'superseded'), ('superseded_at__isnull', False)), models.Q(models.Q(('state', 'superseded'), _negated=True), ('superseded_at', None)), _connector='OR'), name='disclosure_superseded_with_moment'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosurepolicy',
            trigger=pgtrigger.compiler.Trigger(name='by_compliance', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF current_user <> 'crm_oversight' AND NOT pg_has_role(\n    (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER'\n) THEN\n    RAISE EXCEPTION 'Compliance alone writes the disclosure policy.' USING ERRCODE = 'insufficient_privilege';\nEND IF;\n IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;", hash='fe59e735129b30ad4aba993e9f253bf4d1ecab98', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_by_compliance_6ab29', table='coordination_disclosurepolicy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosurepolicy',
            trigger=pgtrigger.compiler.Trigger(name='approved_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."state" = \'draft\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='f9df1e4e7e13e808514a5e7eaae38894af6ac2ad', operation='DELETE', pgid='pgtrigger_approved_stays_ef089', table='coordination_disclosurepolicy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosurepolicy',
            trigger=pgtrigger.compiler.Trigger(name='number_and_approval_stay', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."state" = \'draft\') AND (OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."approver_id" IS DISTINCT FROM (NEW."approver_id") OR OLD."approved_at" IS DISTINCT FROM (NEW."approved_at") OR NEW."state" = \'draft\' OR (OLD."state" = \'superseded\' AND NOT (NEW."state" = \'superseded\'))))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b78099b031591eb1fc11e4f66ca7b8f0ae018ba8', operation='UPDATE', pgid='pgtrigger_number_and_approval_stay_abe4c', table='coordination_disclosurepolicy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosurepolicy',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coordination_disclosurepolicyhistoryrow" ("approved_at", "approver_id", "created_at", "drafted_by_id", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "spread_at", "state", "superseded_at", "updated_at") VALUES (NEW."approved_at", NEW."approver_id", NEW."created_at", NEW."drafted_by_id", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."revision", NEW."spread_at", NEW."state", NEW."superseded_at", NEW."updated_at"); RETURN NULL;', hash='99b69cb505b9ef1f89df043f35f9218e3ca7714f', operation='INSERT', pgid='pgtrigger_insert_insert_1b38e', table='coordination_disclosurepolicy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosurepolicy',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "coordination_disclosurepolicyhistoryrow" ("approved_at", "approver_id", "created_at", "drafted_by_id", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "spread_at", "state", "superseded_at", "updated_at") VALUES (NEW."approved_at", NEW."approver_id", NEW."created_at", NEW."drafted_by_id", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revision", NEW."spread_at", NEW."state", NEW."superseded_at", NEW."updated_at"); RETURN NULL;', hash='e6ac3722e417e0d33fef5e921f62c5d7cf5bcb91', operation='UPDATE', pgid='pgtrigger_update_update_69c68', table='coordination_disclosurepolicy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosurepolicy',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coordination_disclosurepolicyhistoryrow" ("approved_at", "approver_id", "created_at", "drafted_by_id", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "spread_at", "state", "superseded_at", "updated_at") VALUES (OLD."approved_at", OLD."approver_id", OLD."created_at", OLD."drafted_by_id", OLD."id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revision", OLD."spread_at", OLD."state", OLD."superseded_at", OLD."updated_at"); RETURN NULL;', hash='f4a204168fc9fa60f622a1a01d797e3149dfb297', operation='DELETE', pgid='pgtrigger_delete_delete_dd221', table='coordination_disclosurepolicy', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='disclosurerule',
            constraint=models.UniqueConstraint(fields=('policy', 'viewer', 'purpose'), name='disclosure_rule_once', nulls_distinct=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosurerule',
            trigger=pgtrigger.compiler.Trigger(name='by_compliance', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF current_user <> 'crm_oversight' AND NOT pg_has_role(\n    (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER'\n) THEN\n    RAISE EXCEPTION 'Compliance alone writes the disclosure policy.' USING ERRCODE = 'insufficient_privilege';\nEND IF;\n\nIF EXISTS (\n    SELECT FROM coordination_disclosurepolicy WHERE id IN (NEW.policy_id) AND state <> 'draft'\n) THEN\n    RAISE EXCEPTION 'This version of the disclosure policy is approved: its rules stay.';\nEND IF;\n RETURN NEW;", hash='866c0704e04a61135cdade668eb1a805536b9f77', operation='INSERT', pgid='pgtrigger_by_compliance_4e51f', table='coordination_disclosurerule', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosurerule',
            trigger=pgtrigger.compiler.Trigger(name='changed_by_compliance', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF current_user <> 'crm_oversight' AND NOT pg_has_role(\n    (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER'\n) THEN\n    RAISE EXCEPTION 'Compliance alone writes the disclosure policy.' USING ERRCODE = 'insufficient_privilege';\nEND IF;\n\nIF EXISTS (\n    SELECT FROM coordination_disclosurepolicy WHERE id IN (NEW.policy_id, OLD.policy_id) AND state <> 'draft'\n) THEN\n    RAISE EXCEPTION 'This version of the disclosure policy is approved: its rules stay.';\nEND IF;\n RETURN NEW;", hash='a7b9767dc9479675e300732be8005dfdb8c1d946', operation='UPDATE', pgid='pgtrigger_changed_by_compliance_0214a', table='coordination_disclosurerule', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosurerule',
            trigger=pgtrigger.compiler.Trigger(name='deleted_by_compliance', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF current_user <> 'crm_oversight' AND NOT pg_has_role(\n    (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER'\n) THEN\n    RAISE EXCEPTION 'Compliance alone writes the disclosure policy.' USING ERRCODE = 'insufficient_privilege';\nEND IF;\n\nIF EXISTS (\n    SELECT FROM coordination_disclosurepolicy WHERE id IN (OLD.policy_id) AND state <> 'draft'\n) THEN\n    RAISE EXCEPTION 'This version of the disclosure policy is approved: its rules stay.';\nEND IF;\n RETURN OLD;", hash='d845553a98d42aa4db0d94fac18055d095e6e193', operation='DELETE', pgid='pgtrigger_deleted_by_compliance_8f7c0', table='coordination_disclosurerule', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosurerule',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coordination_disclosurerulehistoryrow" ("created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "purpose_id", "updated_at", "viewer", "when", "who", "whom") VALUES (NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."policy_id", NEW."purpose_id", NEW."updated_at", NEW."viewer", NEW."when", NEW."who", NEW."whom"); RETURN NULL;', hash='d1e80df546a03098f51961def7ad2d94d9b60d96', operation='INSERT', pgid='pgtrigger_insert_insert_b6d93', table='coordination_disclosurerule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosurerule',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "coordination_disclosurerulehistoryrow" ("created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "purpose_id", "updated_at", "viewer", "when", "who", "whom") VALUES (NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."policy_id", NEW."purpose_id", NEW."updated_at", NEW."viewer", NEW."when", NEW."who", NEW."whom"); RETURN NULL;', hash='9412528259f213eb7b87e030dc3313e5213ce71c', operation='UPDATE', pgid='pgtrigger_update_update_40b9c', table='coordination_disclosurerule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosurerule',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "coordination_disclosurerulehistoryrow" ("created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "purpose_id", "updated_at", "viewer", "when", "who", "whom") VALUES (OLD."created_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policy_id", OLD."purpose_id", OLD."updated_at", OLD."viewer", OLD."when", OLD."who", OLD."whom"); RETURN NULL;', hash='eb3fc5081a7a0aed492cb15086477d345d0c97cb', operation='DELETE', pgid='pgtrigger_delete_delete_39253', table='coordination_disclosurerule', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='disclosuresignature',
            constraint=models.UniqueConstraint(fields=('record', 'signer', 'meaning'), name='disclosure_signed_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosuresignature',
            trigger=pgtrigger.compiler.Trigger(name='by_compliance', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF current_user <> 'crm_oversight' AND NOT pg_has_role(\n    (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER'\n) THEN\n    RAISE EXCEPTION 'Compliance alone writes the disclosure policy.' USING ERRCODE = 'insufficient_privilege';\nEND IF;\n RETURN NEW;", hash='25fa000cffca7765ee189e9f38bcbf9a579321eb', operation='INSERT', pgid='pgtrigger_by_compliance_13ccc', table='coordination_disclosuresignature', when='BEFORE')),
        ),
    ]
