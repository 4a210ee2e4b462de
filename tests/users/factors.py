"""Codes as an authenticator app computes them, and people who have one."""

import re
import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from apps.firewall.roles import role_taken
from apps.firewall.sides import WEB_LOGIN
from apps.users.models import User
from tests.personas import WebClient

PASSWORD = "correct-horse-battery"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SIGN_IN = "/account/sign-in/"
FACTOR = "/account/second-factor/"


def code_of(secret: str, steps: int = 0) -> str:
    """What the app shows now, or so many steps of 30 seconds from now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def with_app(person: User) -> list[str]:
    """Give a person an app with `SECRET`; their recovery codes."""
    with role_taken(WEB_LOGIN):
        TOTP.activate(person, SECRET)
        return list(RecoveryCodes.activate(person).generate_codes())


def password_typed(client: WebClient, person: User) -> str:
    """Where the right password leads."""
    answer = client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})
    return answer.headers.get("Location", "")


def confirmed(client: WebClient) -> WebClient:
    """Say by password who one is, as sensitive pages ask."""
    assert client.post("/account/confirm/", {"password": PASSWORD}).status_code == 302
    return client


def secret_on(page: str) -> str:
    """The key that a set-up page shows."""
    found = re.search(r"data-secret>([A-Z2-7]+)<", page)
    assert found
    return found[1]
