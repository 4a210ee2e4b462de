"""Settings of the identity provider. Who signs in, and what is said about them, stands in `claims.json`."""

import os
from pathlib import Path

FOLDER = Path(os.environ["IDP_FOLDER"])
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.idp.urls"
USE_TZ = True
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "oauth2_provider",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tests.idp.claims.SignedIn",
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "idp.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
OAUTH2_PROVIDER = {
    "OIDC_ENABLED": True,
    "OIDC_RSA_PRIVATE_KEY": (FOLDER / "key.pem").read_text(),
    "OAUTH2_VALIDATOR_CLASS": "tests.idp.claims.Validator",
    "PKCE_REQUIRED": True,
    "SCOPES": {"openid": "openid", "profile": "profile", "email": "email"},
    "ALLOWED_REDIRECT_URI_SCHEMES": ["http"],
}
