"""The tables. They were made one by one before, which was most of the first start."""

import apps.core.models
import django.db.models.deletion
import django.db.models.functions.comparison
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('followups', '0001_start')]

    initial = True

    dependencies = [
        ('catalog', '0001_tables'),
        ('directory', '0001_tables'),
        ('interactions', '0001_tables'),
        ('users', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('what', models.CharField(max_length=300, verbose_name='what')),
                ('due_on', models.DateField(verbose_name='due')),
                ('priority', models.PositiveSmallIntegerField(choices=[(1, 'Low'), (2, 'Normal'), (3, 'High')], default=2, verbose_name='priority')),
                ('state', models.CharField(choices=[('open', 'Open'), ('in_progress', 'In progress'), ('done', 'Kept'), ('cancelled', 'Cancelled')], default='open', max_length=12, verbose_name='state')),
                ('snoozed_until', models.DateField(blank=True, null=True, verbose_name='not reminded before')),
                ('evidence', models.TextField(blank=True, max_length=5000, verbose_name='how it was kept')),
                ('cancel_reason', models.TextField(blank=True, max_length=5000, verbose_name='why it was cancelled')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='kept or cancelled on')),
                ('interaction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='interactions.interaction', verbose_name='promised in')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                ('stakeholder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='directory.stakeholder', verbose_name='to whom')),
                ('therapeutic_area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.therapeuticarea', verbose_name='therapeutic area')),
            ],
            options={
                'indexes': [models.Index(django.db.models.functions.comparison.Coalesce('snoozed_until', 'due_on'), condition=models.Q(('state__in', ['open', 'in_progress'])), name='commitment_to_remind'), models.Index(fields=['owner', 'due_on', 'id'], name='commitment_by_owner'), models.Index(fields=['stakeholder', 'due_on'], name='commitment_by_stakeholder'), models.Index(fields=['due_on', 'id'], name='commitment_by_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('evidence', ''), _negated=True), _connector='OR'), name='commitment_kept_with_evidence'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('cancel_reason', ''), _negated=True), _connector='OR'), name='commitment_cancelled_with_reason'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'in_progress']), ('closed_on__isnull', False), _connector='XOR'), name='commitment_closed_with_day')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followups_commitmenthistoryrow" ("cancel_reason", "closed_on", "created_at", "due_on", "evidence", "id", "interaction_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "revision", "snoozed_until", "stakeholder_id", "state", "therapeutic_area_id", "updated_at", "what") VALUES (NEW."cancel_reason", NEW."closed_on", NEW."created_at", NEW."due_on", NEW."evidence", NEW."id", NEW."interaction_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."priority", NEW."revision", NEW."snoozed_until", NEW."stakeholder_id", NEW."state", NEW."therapeutic_area_id", NEW."updated_at", NEW."what"); RETURN NULL;', hash='057e64f48e702e318ecf1feb8a01f4204b648f70', operation='INSERT', pgid='pgtrigger_insert_insert_35e87', table='followups_commitment', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "followups_commitmenthistoryrow" ("cancel_reason", "closed_on", "created_at", "due_on", "evidence", "id", "interaction_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "revision", "snoozed_until", "stakeholder_id", "state", "therapeutic_area_id", "updated_at", "what") VALUES (NEW."cancel_reason", NEW."closed_on", NEW."created_at", NEW."due_on", NEW."evidence", NEW."id", NEW."interaction_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."priority", NEW."revision", NEW."snoozed_until", NEW."stakeholder_id", NEW."state", NEW."therapeutic_area_id", NEW."updated_at", NEW."what"); RETURN NULL;', hash='e67e99c6cb333186775a8683d04a0d1f8dfe7be3', operation='UPDATE', pgid='pgtrigger_update_update_0ddef', table='followups_commitment', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followups_commitmenthistoryrow" ("cancel_reason", "closed_on", "created_at", "due_on", "evidence", "id", "interaction_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "revision", "snoozed_until", "stakeholder_id", "state", "therapeutic_area_id", "updated_at", "what") VALUES (OLD."cancel_reason", OLD."closed_on", OLD."created_at", OLD."due_on", OLD."evidence", OLD."id", OLD."interaction_id", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."priority", OLD."revision", OLD."snoozed_until", OLD."stakeholder_id", OLD."state", OLD."therapeutic_area_id", OLD."updated_at", OLD."what"); RETURN NULL;', hash='f24127c0170d66e3cb4e19a55c7e1f4d655566ab', operation='DELETE', pgid='pgtrigger_delete_delete_f01b1', table='followups_commitment', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='CommitmentHistoryrow',
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
                ('what', models.CharField(max_length=300, verbose_name='what')),
                ('due_on', models.DateField(verbose_name='due')),
                ('priority', models.PositiveSmallIntegerField(choices=[(1, 'Low'), (2, 'Normal'), (3, 'High')], default=2, verbose_name='priority')),
                ('state', models.CharField(choices=[('open', 'Open'), ('in_progress', 'In progress'), ('done', 'Kept'), ('cancelled', 'Cancelled')], default='open', max_length=12, verbose_name='state')),
                ('snoozed_until', models.DateField(blank=True, null=True, verbose_name='not reminded before')),
                ('evidence', models.TextField(blank=True, max_length=5000, verbose_name='how it was kept')),
                ('cancel_reason', models.TextField(blank=True, max_length=5000, verbose_name='why it was cancelled')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='kept or cancelled on')),
                ('interaction', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interactions.interaction', verbose_name='promised in')),
                ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='followups.commitment')),
                ('stakeholder', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='directory.stakeholder', verbose_name='to whom')),
                ('therapeutic_area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='catalog.therapeuticarea', verbose_name='therapeutic area')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
