"""Settings of the test run: the same product on a throw-away database, with quick passwords and mail in memory."""

import os

import dj_database_url

from msl_crm import env

# A test run never touches the data of `make run`.
os.environ.setdefault("DATA_DIR", str(env.BASE_DIR / ".data" / "test"))

from msl_crm.settings import *  # noqa: F403

DEMO = True
# Tests connect as the owner (not a superuser) and take the sides' roles exactly as requests and tasks do.
DATABASES = {
    "default": {
        **dj_database_url.parse(env.text("TEST_DATABASE_URL") or OWNER_DATABASE_URL),  # noqa: F405
        "ATOMIC_REQUESTS": True,
    }
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Static files are looked up where they are written; nothing is collected for a test run.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
CELERY_TASK_ALWAYS_EAGER = False
