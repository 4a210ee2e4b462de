"""What a production start refuses, by the name of the setting and with what to do. Run by `entrypoint` alone.

Each rule is a mistake that would not show: the product would work, and be open.
"""

import os
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import connection

from msl_crm import env

#: `openssl rand -base64 48` gives 64 characters.
SHORTEST_SECRET = 50
FEWEST_CHARACTERS = 10
SHORTEST_PASSWORD = 12
WELL_KNOWN = ("insecure", "change-me", "changeme", "change_me", "example", "secret-key", "secretkey")
Rule = tuple[Callable[[], bool], str]

RULES: list[Rule] = [
    (lambda: settings.DEBUG, "DEBUG is on, which shows settings and queries to anybody: remove it."),
    (lambda: settings.DEMO, "DEMO is on, which makes logins whose password everybody knows: remove it."),
    (
        lambda: not is_secret(env.text("SECRET_KEY")),
        "SECRET_KEY is missing, short or well known: give it 64 random characters (`openssl rand -base64 48`).",
    ),
    (
        lambda: not env.text("ALLOWED_HOSTS") or "*" in settings.ALLOWED_HOSTS,
        "ALLOWED_HOSTS is missing or allows every host: name the hosts that people type, e.g. crm.company.example.",
    ),
    (
        lambda: not settings.HTTPS,
        "HTTPS is off: set HTTPS=1 and serve the product behind a proxy that does TLS (with BEHIND_PROXY=1).",
    ),
    (
        lambda: not all(origin.startswith("https://") for origin in settings.CSRF_TRUSTED_ORIGINS),
        "CSRF_TRUSTED_ORIGINS names an origin without https: name https://... only.",
    ),
    (
        lambda: not settings.PUBLIC_URL.startswith("https://"),
        "PUBLIC_URL does not start with https://: it is where the links in mails lead, e.g. https://crm.company.example.",
    ),
    (
        lambda: not settings.EMAIL_HOST,
        "EMAIL_HOST is missing, so mails would be written to files: name your mail server.",
    ),
    (
        lambda: "demo.example" in settings.DEFAULT_FROM_EMAIL,
        "DEFAULT_FROM_EMAIL is missing: give the sender of mails, e.g. MSL CRM <crm@company.example>.",
    ),
    (
        lambda: not settings.REDIS_URL,
        "REDIS_URL is missing: web, worker and beat need one Redis to reach each other, e.g. redis://redis:6379/0.",
    ),
    (
        lambda: not can_write_data(),
        "DATA_DIR cannot be written: mount a volume there that belongs to the user of this process.",
    ),
    (
        lambda: not env.text("DATABASE_URL"),
        "DATABASE_URL is missing: give the address of your PostgreSQL with the login crm_web.",
    ),
    (
        lambda: has_weak_password("DATABASE_URL"),
        "DATABASE_URL has no password, a short or a well-known one: set another (DATABASE_PASSWORD) and run `migrate`.",
    ),
]
ONLY_SERVING: list[Rule] = [
    (
        lambda: settings.AS_OWNER,
        "CRM_AS_OWNER is on: only `migrate` acts as the owner of the tables; remove it here.",
    ),
    (
        lambda: bool(env.text("OWNER_DATABASE_URL")),
        "OWNER_DATABASE_URL is set: only `migrate` may know the owner's password; remove it here.",
    ),
]
ONLY_MIGRATING: list[Rule] = [
    (
        lambda: not env.text("OWNER_DATABASE_URL"),
        "OWNER_DATABASE_URL is missing: `migrate` needs the login that owns the tables, crm_owner.",
    ),
    (
        lambda: has_weak_password("OWNER_DATABASE_URL"),
        "OWNER_DATABASE_URL has no password, a short or a well-known one: set another (OWNER_DATABASE_PASSWORD).",
    ),
]


def setting_faults(*, migrating: bool) -> list[str]:
    """What speaks against a start, one sentence each, without asking the database."""
    rules = RULES + (ONLY_MIGRATING if migrating else ONLY_SERVING)
    return [sentence for is_wrong, sentence in rules if is_wrong()]


def is_secret(key: str) -> bool:
    """Whether a key is long and random enough to sign sessions with."""
    is_known = any(word in key.lower() for word in WELL_KNOWN)
    return len(key) >= SHORTEST_SECRET and len(set(key)) >= FEWEST_CHARACTERS and not is_known


def has_weak_password(name: str) -> bool:
    """Whether the password in a database address could be guessed. A socket asks the operating system instead."""
    url = urlsplit(env.database_url(name))
    if not url.netloc or not url.hostname or url.hostname.lower().startswith("%2f"):
        return False
    password = unquote(url.password or "")
    return len(password) < SHORTEST_PASSWORD or any(word in password.lower() for word in WELL_KNOWN)


def can_write_data() -> bool:
    """Whether uploads can be kept."""
    folder = env.data_dir()
    return folder.is_dir() and os.access(folder, os.W_OK)


def login_faults() -> list[str]:
    """What the login of the web could do past the wall, as the database itself says."""
    with connection.cursor() as cursor:
        cursor.execute(_POWERS)
        login, *powers = cursor.fetchone()
    names = (
        "is a superuser",
        "may create roles",
        "may create databases",
        "passes row security",
        "owns tables",
    )
    found = [name for name, has in zip(names, powers, strict=True) if has]
    if not found:
        return []
    return [f"DATABASE_URL logs in as {login}, which {' and '.join(found)}: use the login crm_web instead."]


_POWERS = """
SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, EXISTS (
    SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid AND relnamespace = 'public'::regnamespace
) FROM pg_roles WHERE rolname = session_user
"""
