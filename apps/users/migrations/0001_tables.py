"""The tables, put together from 8 migrations: making them one by one was most of the first start."""

import apps.core.models
import apps.users.models
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import oauth2_provider.generators
import oauth2_provider.models
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('users', '0001_start'), ('users', '0002_retry_links'), ('users', '0003_reset_second_factor'), ('users', '0004_hand_over'), ('users', '0005_invite'), ('users', '0006_names_in_any_case'), ('users', '0007_changed_role'), ('users', '0008_ask_and_end')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Territory',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='users.territory', verbose_name='part of')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'verbose_name_plural': 'territories',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='territory_name', violation_error_message='This name is taken.')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "users_territoryhistoryrow" ("created_at", "id", "is_active", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."is_active", NEW."name", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='4b4e289d9d0b4cdd00b12131c1fabc5bd5f2932e', operation='INSERT', pgid='pgtrigger_insert_insert_7a133', table='users_territory', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "users_territoryhistoryrow" ("created_at", "id", "is_active", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."is_active", NEW."name", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='3826cd7b551eb0a3b06147a3ca40ea1864a2ec0d', operation='UPDATE', pgid='pgtrigger_update_update_dec85', table='users_territory', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "users_territoryhistoryrow" ("created_at", "id", "is_active", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (OLD."created_at", OLD."id", OLD."is_active", OLD."name", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."updated_at"); RETURN NULL;', hash='0b6321fbec11e54b83dec893bbfa8d24da50f7c1', operation='DELETE', pgid='pgtrigger_delete_delete_865f2', table='users_territory', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='TerritoryHistoryrow',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='users.territory', verbose_name='part of')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='users.territory')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('first_name', models.CharField(max_length=100, verbose_name='first name')),
                ('last_name', models.CharField(max_length=100, verbose_name='last name')),
                ('role', models.CharField(choices=[('msl', 'Medical science liaison'), ('medical_manager', 'Medical manager'), ('medical_director', 'Medical director'), ('medical_information', 'Medical information'), ('kam', 'Key account manager'), ('commercial_lead', 'Commercial lead'), ('compliance', 'Compliance officer'), ('safety', 'Safety'), ('administrator', 'Administrator'), ('medical_client', 'Integration client, medical'), ('commercial_client', 'Integration client, commercial')], max_length=30, verbose_name='role')),
                ('time_zone', models.CharField(default='UTC', max_length=50, validators=[apps.users.models.validate_time_zone], verbose_name='time zone')),
                ('theme', models.CharField(choices=[('auto', 'As the device'), ('light', 'Light'), ('dark', 'Dark')], default='auto', max_length=5, verbose_name='theme')),
                ('is_active', models.BooleanField(default=True, verbose_name='can sign in')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('name_folded', models.CharField(default='', editable=False, max_length=460)),
                ('sign_outs', models.PositiveIntegerField(default=0, editable=False, help_text="Part of every session's proof: raising it ends all sessions.")),
                ('link_wanted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sign-in link asked for')),
                ('link_sent_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('territory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='users.territory')),
                ('link_attempts', models.PositiveIntegerField(default=0, editable=False)),
                ('link_due_at', models.DateTimeField(blank=True, editable=False, help_text='When the link is tried next; empty: at once.', null=True)),
                ('factor_reset_at', models.DateTimeField(blank=True, editable=False, help_text='What was set up before counts no more.', null=True, verbose_name='second factor reset')),
                ('invitation_withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='invitation withdrawn')),
                ('invited_at', models.DateTimeField(blank=True, editable=False, help_text='Part of the link: a new one ends the old.', null=True, verbose_name='invited')),
                ('joined_at', models.DateTimeField(blank=True, editable=False, help_text='When an invitation was accepted.', null=True, verbose_name='joined')),
                ('access_ended_at', models.DateTimeField(blank=True, editable=False, help_text='Tokens from before it count no more.', null=True)),
                ('reset_wanted_at', models.DateTimeField(blank=True, editable=False, help_text='When the person asked for a link on the sign-in page.', null=True)),
            ],
            options={
                'ordering': ['last_name', 'first_name', 'id'],
                'indexes': [models.Index(fields=['name_folded', 'id'], name='user_by_name'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('name_folded', config='simple'), name='user_name_words')],
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='user_email_lower_case')],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('manager', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='managed_teams', to=settings.AUTH_USER_MODEL, verbose_name='manager')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='team_name', violation_error_message='This name is taken.')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "users_teamhistoryrow" ("created_at", "id", "is_active", "manager_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."is_active", NEW."manager_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='060ef4c75df0a3e212c186ff7b9154524d26ce37', operation='INSERT', pgid='pgtrigger_insert_insert_f1db8', table='users_team', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "users_teamhistoryrow" ("created_at", "id", "is_active", "manager_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."is_active", NEW."manager_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='7bf69787df360b19a9eefba15ae52ef072950ec1', operation='UPDATE', pgid='pgtrigger_update_update_f2d9b', table='users_team', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "users_teamhistoryrow" ("created_at", "id", "is_active", "manager_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (OLD."created_at", OLD."id", OLD."is_active", OLD."manager_id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."updated_at"); RETURN NULL;', hash='e93205543db680e2196b6f580662633bde3b967b', operation='DELETE', pgid='pgtrigger_delete_delete_d474b', table='users_team', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='APIClient',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('client_id', models.CharField(db_index=True, default=oauth2_provider.generators.generate_client_id, max_length=255, unique=True, verbose_name='client ID')),
                ('redirect_uris', models.TextField(blank=True, help_text='Allowed URIs list, space separated', verbose_name='redirect URIs')),
                ('post_logout_redirect_uris', models.TextField(blank=True, default='', help_text='Allowed Post Logout URIs list, space separated', verbose_name='post logout redirect URIs')),
                ('client_type', models.CharField(choices=[('confidential', 'Confidential'), ('public', 'Public')], max_length=32, verbose_name='client type')),
                ('authorization_grant_type', models.CharField(choices=[('authorization-code', 'Authorization code'), ('urn:ietf:params:oauth:grant-type:device_code', 'Device Code'), ('implicit', 'Implicit'), ('password', 'Resource owner password-based'), ('client-credentials', 'Client credentials'), ('openid-hybrid', 'OpenID connect hybrid')], max_length=44, verbose_name='authorization grant type')),
                ('client_secret', oauth2_provider.models.ClientSecretField(blank=True, db_index=True, default=oauth2_provider.generators.generate_client_secret, help_text='Client secret for authentication', max_length=255, verbose_name='client secret')),
                ('hash_client_secret', models.BooleanField(default=True, verbose_name='hash client secret')),
                ('name', models.CharField(blank=True, max_length=255, verbose_name='name')),
                ('skip_authorization', models.BooleanField(default=False, verbose_name='skip authorization')),
                ('created', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated', models.DateTimeField(auto_now=True, verbose_name='updated')),
                ('algorithm', models.CharField(blank=True, choices=[('', 'No OIDC support'), ('RS256', 'RSA with SHA-2 256'), ('HS256', 'HMAC with SHA-2 256')], default='', max_length=5, verbose_name='algorithm')),
                ('allowed_origins', models.TextField(blank=True, default='', help_text='Allowed origins list to enable CORS, space separated', verbose_name='allowed origins')),
                ('registration_source', models.CharField(choices=[('manual', 'Manual'), ('dcr', 'Dynamic Client Registration'), ('cimd', 'Client ID Metadata Document')], default='manual', help_text='How this application was registered (manual, DCR per RFC 7591, or CIMD)', max_length=32, verbose_name='registration source')),
                ('cimd_expires_at', models.DateTimeField(blank=True, default=None, help_text='When the cached Client ID Metadata Document should be re-fetched', null=True, verbose_name='CIMD expires at')),
                ('scopes', models.TextField(blank=True, help_text='Space-separated; what this client may ask for.', verbose_name='scopes')),
                ('service_user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='api_clients', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_%(class)s', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('work_side', models.CharField(max_length=20, verbose_name='side of the work')),
                ('cause', models.CharField(choices=[('left', 'Was deactivated'), ('changed_sides', 'Changed sides'), ('changed_role', 'Got a role that holds no contacts')], max_length=20, verbose_name='cause')),
                ('from_role', models.CharField(choices=[('msl', 'Medical science liaison'), ('medical_manager', 'Medical manager'), ('medical_director', 'Medical director'), ('medical_information', 'Medical information'), ('kam', 'Key account manager'), ('commercial_lead', 'Commercial lead'), ('compliance', 'Compliance officer'), ('safety', 'Safety'), ('administrator', 'Administrator'), ('medical_client', 'Integration client, medical'), ('commercial_client', 'Integration client, commercial')], max_length=30, verbose_name='former role')),
                ('to_role', models.CharField(blank=True, choices=[('msl', 'Medical science liaison'), ('medical_manager', 'Medical manager'), ('medical_director', 'Medical director'), ('medical_information', 'Medical information'), ('kam', 'Key account manager'), ('commercial_lead', 'Commercial lead'), ('compliance', 'Compliance officer'), ('safety', 'Safety'), ('administrator', 'Administrator'), ('medical_client', 'Integration client, medical'), ('commercial_client', 'Integration client, commercial')], max_length=30, verbose_name='new role')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('state', models.CharField(choices=[('waiting', 'Under way'), ('nobody', 'Nobody was chosen'), ('done', 'Handed over')], default='waiting', max_length=10, verbose_name='state')),
                ('attempts', models.PositiveIntegerField(default=0, editable=False)),
                ('due_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('counts_before', models.JSONField(blank=True, editable=False, null=True)),
                ('counts_after', models.JSONField(blank=True, editable=False, null=True)),
                ('done_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('receiver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='received', to=settings.AUTH_USER_MODEL, verbose_name='goes to')),
            ],
            options={
                'ordering': ['-created_at'],
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at'], name='hand_over_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('cause', 'changed_sides'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='side_change_has_reason')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "users_handoverhistoryrow" ("asked_by_id", "cause", "created_at", "from_role", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "receiver_id", "to_role", "updated_at", "work_side") VALUES (NEW."asked_by_id", NEW."cause", NEW."created_at", NEW."from_role", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."receiver_id", NEW."to_role", NEW."updated_at", NEW."work_side"); RETURN NULL;', hash='6779c1aa97462b3cba60004ae7530e4e99e181b4', operation='INSERT', pgid='pgtrigger_insert_insert_6cf4c', table='users_handover', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."cause" IS DISTINCT FROM (NEW."cause") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."from_role" IS DISTINCT FROM (NEW."from_role") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."receiver_id" IS DISTINCT FROM (NEW."receiver_id") OR OLD."to_role" IS DISTINCT FROM (NEW."to_role") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."work_side" IS DISTINCT FROM (NEW."work_side"))', func='INSERT INTO "users_handoverhistoryrow" ("asked_by_id", "cause", "created_at", "from_role", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "receiver_id", "to_role", "updated_at", "work_side") VALUES (NEW."asked_by_id", NEW."cause", NEW."created_at", NEW."from_role", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."receiver_id", NEW."to_role", NEW."updated_at", NEW."work_side"); RETURN NULL;', hash='08f65d04aac5963ed40237dfab7dcfa219d8624f', operation='UPDATE', pgid='pgtrigger_update_update_856b8', table='users_handover', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "users_handoverhistoryrow" ("asked_by_id", "cause", "created_at", "from_role", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "receiver_id", "to_role", "updated_at", "work_side") VALUES (OLD."asked_by_id", OLD."cause", OLD."created_at", OLD."from_role", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."receiver_id", OLD."to_role", OLD."updated_at", OLD."work_side"); RETURN NULL;', hash='8981bc7dd2f1938490a873eb33655160c6beb104', operation='DELETE', pgid='pgtrigger_delete_delete_c0268', table='users_handover', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='TeamHistoryrow',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='users.team')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('manager', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='manager')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UserHistoryrow',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, serialize=False)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('first_name', models.CharField(max_length=100, verbose_name='first name')),
                ('last_name', models.CharField(max_length=100, verbose_name='last name')),
                ('role', models.CharField(choices=[('msl', 'Medical science liaison'), ('medical_manager', 'Medical manager'), ('medical_director', 'Medical director'), ('medical_information', 'Medical information'), ('kam', 'Key account manager'), ('commercial_lead', 'Commercial lead'), ('compliance', 'Compliance officer'), ('safety', 'Safety'), ('administrator', 'Administrator'), ('medical_client', 'Integration client, medical'), ('commercial_client', 'Integration client, commercial')], max_length=30, verbose_name='role')),
                ('time_zone', models.CharField(default='UTC', max_length=50, validators=[apps.users.models.validate_time_zone], verbose_name='time zone')),
                ('theme', models.CharField(choices=[('auto', 'As the device'), ('light', 'Light'), ('dark', 'Dark')], default='auto', max_length=5, verbose_name='theme')),
                ('is_active', models.BooleanField(default=True, verbose_name='can sign in')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('link_wanted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sign-in link asked for')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='users.team')),
                ('territory', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='users.territory')),
                ('factor_reset_at', models.DateTimeField(blank=True, editable=False, help_text='What was set up before counts no more.', null=True, verbose_name='second factor reset')),
                ('invitation_withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='invitation withdrawn')),
                ('invited_at', models.DateTimeField(blank=True, editable=False, help_text='Part of the link: a new one ends the old.', null=True, verbose_name='invited')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HandOverHistoryrow',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=apps.core.models.new_id, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('work_side', models.CharField(max_length=20, verbose_name='side of the work')),
                ('cause', models.CharField(choices=[('left', 'Was deactivated'), ('changed_sides', 'Changed sides'), ('changed_role', 'Got a role that holds no contacts')], max_length=20, verbose_name='cause')),
                ('from_role', models.CharField(choices=[('msl', 'Medical science liaison'), ('medical_manager', 'Medical manager'), ('medical_director', 'Medical director'), ('medical_information', 'Medical information'), ('kam', 'Key account manager'), ('commercial_lead', 'Commercial lead'), ('compliance', 'Compliance officer'), ('safety', 'Safety'), ('administrator', 'Administrator'), ('medical_client', 'Integration client, medical'), ('commercial_client', 'Integration client, commercial')], max_length=30, verbose_name='former role')),
                ('to_role', models.CharField(blank=True, choices=[('msl', 'Medical science liaison'), ('medical_manager', 'Medical manager'), ('medical_director', 'Medical director'), ('medical_information', 'Medical information'), ('kam', 'Key account manager'), ('commercial_lead', 'Commercial lead'), ('compliance', 'Compliance officer'), ('safety', 'Safety'), ('administrator', 'Administrator'), ('medical_client', 'Integration client, medical'), ('commercial_client', 'Integration client, commercial')], max_length=30, verbose_name='new role')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_rows', to='users.handover')),
                ('receiver', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='goes to')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='user',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='users.team'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "users_userhistoryrow" ("date_joined", "email", "factor_reset_at", "first_name", "id", "invitation_withdrawn_at", "invited_at", "is_active", "last_name", "link_wanted_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "team_id", "territory_id", "theme", "time_zone") VALUES (NEW."date_joined", NEW."email", NEW."factor_reset_at", NEW."first_name", NEW."id", NEW."invitation_withdrawn_at", NEW."invited_at", NEW."is_active", NEW."last_name", NEW."link_wanted_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."team_id", NEW."territory_id", NEW."theme", NEW."time_zone"); RETURN NULL;', hash='24532818fa223ed326210438d435e999c4a1eed0', operation='INSERT', pgid='pgtrigger_insert_insert_52e78', table='users_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."factor_reset_at" IS DISTINCT FROM (NEW."factor_reset_at") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invitation_withdrawn_at" IS DISTINCT FROM (NEW."invitation_withdrawn_at") OR OLD."invited_at" IS DISTINCT FROM (NEW."invited_at") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."link_wanted_at" IS DISTINCT FROM (NEW."link_wanted_at") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."team_id" IS DISTINCT FROM (NEW."team_id") OR OLD."territory_id" IS DISTINCT FROM (NEW."territory_id") OR OLD."theme" IS DISTINCT FROM (NEW."theme") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone"))', func='INSERT INTO "users_userhistoryrow" ("date_joined", "email", "factor_reset_at", "first_name", "id", "invitation_withdrawn_at", "invited_at", "is_active", "last_name", "link_wanted_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "team_id", "territory_id", "theme", "time_zone") VALUES (NEW."date_joined", NEW."email", NEW."factor_reset_at", NEW."first_name", NEW."id", NEW."invitation_withdrawn_at", NEW."invited_at", NEW."is_active", NEW."last_name", NEW."link_wanted_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."team_id", NEW."territory_id", NEW."theme", NEW."time_zone"); RETURN NULL;', hash='c94a603dc70e2bcd9c25bcfdc69ab1d5baeeb137', operation='UPDATE', pgid='pgtrigger_update_update_16e22', table='users_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "users_userhistoryrow" ("date_joined", "email", "factor_reset_at", "first_name", "id", "invitation_withdrawn_at", "invited_at", "is_active", "last_name", "link_wanted_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "team_id", "territory_id", "theme", "time_zone") VALUES (OLD."date_joined", OLD."email", OLD."factor_reset_at", OLD."first_name", OLD."id", OLD."invitation_withdrawn_at", OLD."invited_at", OLD."is_active", OLD."last_name", OLD."link_wanted_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."team_id", OLD."territory_id", OLD."theme", OLD."time_zone"); RETURN NULL;', hash='65a1afa83b5ddf592fec82f772403e51c3ca1584', operation='DELETE', pgid='pgtrigger_delete_delete_56c96', table='users_user', when='AFTER')),
        ),
    ]
