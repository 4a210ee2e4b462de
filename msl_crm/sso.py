"""Identity providers from the environment.

`OIDC_PROVIDERS=company` and, for each name, `OIDC_COMPANY_ISSUER`, `OIDC_COMPANY_CLIENT_ID`, `OIDC_COMPANY_SECRET` and
`OIDC_COMPANY_NAME` (as the sign-in page calls it). The address to register there: `/account/sso/company/callback/`.
"""

import hashlib
import re
from typing import Any

from msl_crm import env

WELL_FORMED = re.compile(r"[a-z][a-z0-9]{0,30}")


def providers() -> list[dict[str, Any]]:
    """What allauth wants to know of each. Raises ValueError, naming the variable that is missing or malformed."""
    return [_provider(name) for name in env.names("OIDC_PROVIDERS")]


def _provider(name: str) -> dict[str, Any]:
    if not WELL_FORMED.fullmatch(name):
        raise ValueError(
            f"OIDC_PROVIDERS: {name!r} is no name. Use small letters and digits, such as company."
        )
    given = {part: env.text(f"OIDC_{name.upper()}_{part}") for part in ("ISSUER", "CLIENT_ID", "SECRET")}
    if missing := [f"OIDC_{name.upper()}_{part}" for part, value in given.items() if not value]:
        raise ValueError(f"Single sign-on with {name} needs {', '.join(missing)}.")
    issuer = given["ISSUER"].rstrip("/") if given["ISSUER"].count("/") == 3 else given["ISSUER"]
    if not issuer.startswith(("https://", "http://localhost", "http://127.0.0.1")):
        raise ValueError(f"OIDC_{name.upper()}_ISSUER must be an https address.")
    return {
        "provider_id": provider_id(name, issuer),
        "name": env.text(f"OIDC_{name.upper()}_NAME", name.capitalize()),
        "client_id": given["CLIENT_ID"],
        "secret": given["SECRET"],
        "settings": {"server_url": issuer.rstrip("/"), "issuer": issuer, "oauth_pkce_enabled": True},
    }


def provider_id(name: str, issuer: str) -> str:
    """Under which stored subjects stand. The issuer is part of it: another issuer's subjects are other people."""
    return f"{name}-{hashlib.sha256(issuer.encode()).hexdigest()[:12]}"
