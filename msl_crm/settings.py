"""All settings, from the environment (`env.py` lists the variables). One file for every kind of deployment.

A development start (`make run`) sets DEMO; production sets SECRET_KEY, ALLOWED_HOSTS and the two database addresses.
"""

from pathlib import Path
from typing import Any

import dj_database_url
import pghistory
from django.utils.translation import gettext_lazy as _

from msl_crm import embedded, env, filequeue, sso
from msl_crm.timetable import timetable

BASE_DIR = env.BASE_DIR
DATA_DIR = env.data_dir()
DEBUG = env.flag("DEBUG")
DEMO = env.flag("DEMO")
SECRET_KEY = env.secret_key()
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],.localhost")
CSRF_TRUSTED_ORIGINS = env.names("CSRF_TRUSTED_ORIGINS")
BRAND_NAME = env.text("BRAND_NAME", "MSL CRM")
# What runs here, as audits and proofs of the wall name it: given by the build, else the commit of the checkout.
PRODUCT_VERSION = env.text("PRODUCT_VERSION") or env.commit()

INSTALLED_APPS = [
    "apps.firewall",
    "apps.core",
    "apps.audit",
    "apps.workers",
    "apps.users",
    "apps.catalog",
    "apps.notifications",
    "apps.incidents",
    "apps.protocols",
    "apps.reviews",
    "apps.directory",
    "apps.coordination",
    "apps.handoffs",
    "apps.accountplans",
    "apps.influence",
    "apps.evidence",
    "apps.kols",
    "apps.interactions",
    "apps.medinfo",
    "apps.intake",
    "apps.needs",
    "apps.followups",
    "apps.insights",
    "apps.dashboards",
    "apps.safety",
    "apps.keyaccounts",
    "apps.oversight",
    "apps.integrations",
    "apps.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "oauth2_provider",
    "pghistory",
    "pgtrigger",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "apps.core.middleware.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "apps.core.middleware.RequestId",
    "apps.core.middleware.ReadOnce",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "apps.users.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "apps.users.middleware.RequireSecondFactor",
    "apps.users.middleware.ActivateTimeZone",
    "apps.audit.middleware.RecordWho",
    "apps.firewall.middleware.FirewallMiddleware",
]

ROOT_URLCONF = "msl_crm.urls"
WSGI_APPLICATION = "msl_crm.wsgi.application"
# What a filter shows while nothing is chosen in it, in a word instead of dashes.
FILTERS_EMPTY_CHOICE_LABEL = _("Any")
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "apps.core.context.shell",
                "apps.notifications.context.bell",
            ],
        },
    }
]

# --- Database: the wall is in PostgreSQL, so there is no other engine -------------------------------------------------

OWNER_DATABASE_URL = env.database_url("OWNER_DATABASE_URL") or embedded.database_url("crm_owner")
WEB_DATABASE_URL = env.database_url("DATABASE_URL") or embedded.database_url("crm_web")
# Only migrations, role set-up and demo data act as the owner; the web, the workers and the shell never do.
AS_OWNER = env.flag("CRM_AS_OWNER")
DATABASES = {
    "default": {
        **dj_database_url.parse(OWNER_DATABASE_URL if AS_OWNER else WEB_DATABASE_URL, conn_max_age=60),
        # With the role switch, every request is one transaction; a view's own failure rolls back to this savepoint.
        "ATOMIC_REQUESTS": True,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- History ----------------------------------------------------------------------------------------------------------

PGHISTORY_BASE_MODEL = "apps.audit.models.HistoryRow"
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField()
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
PGTRIGGER_INSTALL_ON_MIGRATE = False

# --- People who log in ------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "users.User"
FIREWALL_CALLER = "apps.users.callers.caller_of"
FIREWALL_HOLD = "apps.users.callers.hold"
FIREWALL_SEEN_AS = "apps.oversight.viewing.seen_as"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "apps.users.adapter.AccountAdapter"
ACCOUNT_FORMS = {"reset_password": "apps.users.invitations.AskForReset"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = None
# allauth's own generator copies the address into a table of its own, and the old one would work after a change.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
# Nobody signs up, so a stranger's address gets no mail at all.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Wrong passwords are counted in `apps.users.throttling`; "login_failed" is left to the codes of a second factor.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "5/5m/key"}
# Roles that must have a second factor, such as administrator,compliance.
SECOND_FACTOR_ROLES = env.names("SECOND_FACTOR_ROLES")
# The first key encrypts what is kept of second factors, all of them decrypt: put a new one in front, keep the old.
SECOND_FACTOR_KEYS = env.names("SECOND_FACTOR_KEYS") or [SECRET_KEY]
MFA_ADAPTER = "apps.users.second_factor.SecondFactors"
MFA_FORMS = {
    "add_webauthn": "apps.users.second_factor.AddKey",
    "authenticate": "apps.users.second_factor.Authenticate",
    "login_webauthn": "apps.users.second_factor.SignInWithKey",
    "reauthenticate": "apps.users.second_factor.Reauthenticate",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
# One step of 30 seconds before and after: the clocks of phones differ, and people are slow.
MFA_TOTP_TOLERANCE = 1
# Addresses are entered by administrators; allauth's own address book stays empty.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Single sign-on. People are matched by stored subject or verified address, and never made.
SOCIALACCOUNT_ADAPTER = "apps.users.sso.SingleSignOn"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": sso.providers()}
}
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
# The content security policy lets no form lead to another server; a link may.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
# Roles that sign in by single sign-on and in no other way.
SSO_ONLY_ROLES = env.names("SSO_ONLY_ROLES")
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "apps.core.messages.CookieOfSession"

# --- REST -------------------------------------------------------------------------------------------------------------

OAUTH2_PROVIDER_APPLICATION_MODEL = "users.APIClient"
OAUTH2_PROVIDER = {
    "SCOPES": {
        "read:collisions": _("Read which contacts of two functions are close"),
        "read:critical-events": _("Read critical events of accounts"),
        "write:critical-events": _("Keep critical events of accounts"),
        "read:do-not-visit-windows": _("Read days on which nobody should come"),
        "write:do-not-visit-windows": _("Keep days on which nobody should come"),
        "read:commitments": _("Read commitments"),
        "write:commitments": _("Make commitments"),
        "read:interactions": _("Read interactions"),
        "write:interactions": _("Create and change interactions"),
        "read:unmet-needs": _("Read unmet needs and critical feedback"),
        "write:unmet-needs": _("Record unmet needs and critical feedback"),
        "read:protocols": _("Read protocols"),
        "write:protocols": _("Acknowledge protocols"),
        "read:incidents": _("Read incidents"),
        "read:touchpoints": _("Read that contacts happened, of both functions"),
        "read:reports": _("Read the caller's own reports"),
        "read:requests": _("Read medical requests"),
        "write:requests": _("Take medical requests in"),
        "read:handoffs": _("Read hand-offs"),
        "write:handoffs": _("Hand over, and answer hand-offs"),
        "read:account-plans": _("Read account plans"),
        "write:account-plans": _("Begin account plans"),
        "read:joint-visits": _("Read joint visits"),
        "write:joint-visits": _("Ask for joint visits"),
        "read:committees": _("Read committees of accounts"),
        "write:committees": _("Add committees"),
        "read:seats": _("Read who sits in committees"),
        "write:seats": _("Add seats in committees"),
        "read:ties": _("Read ties between stakeholders"),
        "write:ties": _("Add ties between stakeholders"),
        "read:reviews": _("Read reviews asked of compliance"),
        "write:reviews": _("Ask compliance for reviews"),
    },
    "SCOPES_BACKEND_CLASS": "apps.integrations.api.scopes.ClientScopes",
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    # Only client credentials are offered; what they do not need is off.
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
}
API_REQUESTS_PER_MINUTE = int(env.text("API_REQUESTS_PER_MINUTE", "600"))
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "apps.integrations.api.authentication.BearerAuthentication",
        "apps.integrations.api.authentication.PageAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["apps.integrations.api.scopes.HasScope"],
    "DEFAULT_THROTTLE_CLASSES": ["apps.integrations.api.limits.CallerLimit"],
    "DEFAULT_PARSER_CLASSES": ["apps.integrations.api.content.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["apps.integrations.api.content.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "apps.integrations.api.schema.ResourceSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "apps.integrations.api.handling.handle",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "MSL CRM",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "POSTPROCESSING_HOOKS": [],
    "COMPONENT_SPLIT_REQUEST": True,
}

# --- Jobs -------------------------------------------------------------------------------------------------------------

REDIS_URL = env.text("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL or filequeue.URL
CELERY_BROKER_TRANSPORT_OPTIONS = (
    # Longer than the longest task, reading a large import file: else a second worker would begin it meanwhile.
    {"visibility_timeout": 5 * 60 * 60} if REDIS_URL else filequeue.options(DATA_DIR / "queue")
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TIMEZONE = "UTC"
# Tasks at once in one worker. Import files are read by all children but one (`apps/integrations/turns.py`).
WORKER_CONCURRENCY = int(env.text("WORKER_CONCURRENCY", "3"))
CELERY_WORKER_CONCURRENCY = WORKER_CONCURRENCY
CELERY_IMPORTS = ["apps.integrations.api.tasks"]
# How often waiting rows are looked for; a wake-up message only makes it sooner.
SWEEP_SECONDS = float(env.text("SWEEP_SECONDS", "30"))
HEARTBEAT_SECONDS = float(env.text("HEARTBEAT_SECONDS", "15"))
# How long a task may wait beside a free child before its worker starts again; how long a worker may be silent.
WORKER_PATIENCE_SECONDS = float(env.text("WORKER_PATIENCE_SECONDS", "30"))
WORKER_SILENT_SECONDS = float(env.text("WORKER_SILENT_SECONDS", "120"))
CELERY_BEAT_SCHEDULE = timetable(heartbeat=HEARTBEAT_SECONDS, sweep=SWEEP_SECONDS)

CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        # Shared by all web workers, so that sign-in throttling counts across them.
        else {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": DATA_DIR / "cache",
        }
    )
}

# --- Mail -------------------------------------------------------------------------------------------------------------

EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = int(env.text("EMAIL_PORT", "25"))
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "MSL CRM <no-reply@demo.example>")
PUBLIC_URL = env.text("PUBLIC_URL", f"http://{env.text('HOST', '127.0.0.1')}:{env.text('PORT', '8000')}")

# --- Language, time, files --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
TIME_ZONE = "UTC"
USE_TZ = True
# With one language, looking each text up is a tenth of the work for a page, and finds the text itself.
USE_I18N = len(LANGUAGES) > 1
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(DATA_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    "staticfiles": {"BACKEND": "apps.core.static_storage.StaticStorage"},
}
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- Safety of the transport ------------------------------------------------------------------------------------------

HTTPS = env.flag("HTTPS")
BEHIND_PROXY = env.flag("BEHIND_PROXY")
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Asked for by name: they bind a whole company domain for a year, and preloading is all but irrevocable.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_INCLUDE_SUBDOMAINS")
SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Else everybody would come from the proxy's address, and ten wrong passwords would keep the whole company out.
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOG_FORMAT = env.text("LOG_FORMAT", "line")
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "apps.core.logs.WithoutContent",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
        "json": {"()": "apps.core.logs.JSONLines"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "stream": "ext://sys.stdout" if LOG_FORMAT == "json" else "ext://sys.stderr",
        }
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}
