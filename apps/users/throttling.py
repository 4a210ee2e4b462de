"""How many wrong passwords are too many, and for whom.

A stranger who knows an address must not keep its owner out. A browser in which somebody once signed in carries a signed
mark for that address and is counted by itself; every other browser is counted by address and network address together,
and all of them once more by address alone, which stops guessing from many places at once (`docs/faults.md`).
"""

import secrets
from typing import Any

from allauth.core.internal.ratelimit import RateLimitUsage, clear, consume, get_ip
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from apps.users.models import User

APP = "apps.users"
#: Per browser that is known for the address; per address and network address; per network address; per address.
#: Links of invitations by network address; mails that an administrator has sent to one person; proofs when signing.
RATES = {
    "known_device": "5/5m/key",
    "stranger": "10/m/ip,5/5m/key",
    # More than one network address can reach within the hour (60), so that no single stranger closes it.
    "address": "100/h/key",
    "invitation": "20/m/ip",
    "invite": "5/10m/key",
    # A program looks once an hour or so, and a company's programs from one address; who guesses looks elsewhere.
    "calendar": "60/m/ip,60/h/key",
    "proof": "5/5m/key",
}
#: The mark is renewed at each sign-in.
MARK_SECONDS = 180 * 24 * 60 * 60
MARK_PATH = "/account/"
#: When a calendar program may look again that looked too often.
RETRY_SECONDS = 60


def count_try(request: HttpRequest, email: str) -> RateLimitUsage | None:
    """Count one try for an address; None when there were too many. The right password takes its count back."""
    if device := _device_of(request, email):
        return _consume(request, "known_device", device)
    near = _consume(request, "stranger", _place(request, email))
    everywhere = _consume(request, "address", _folded(email)) if near else None
    return RateLimitUsage(near.usage + everywhere.usage) if near and everywhere else None


def may_try_invitation(request: HttpRequest) -> bool:
    """Count one look at the link of an invitation, or one use."""
    used = consume(request, app=APP, action="invitation", config=RATES, limit_get=True)
    return used is not None


def may_read_calendar(request: HttpRequest, link: str) -> bool:
    """Count one look at the link of a calendar feed."""
    key = salted_hmac(f"{APP}.calendar", link, algorithm="sha256").hexdigest()
    return consume(request, app=APP, action="calendar", config=RATES, key=key, limit_get=True) is not None


def may_mail(request: HttpRequest, person: User) -> bool:
    """Count one mail that an administrator has sent to a person: nobody's mailbox is flooded."""
    return _consume(request, "invite", str(person.pk)) is not None


def count_proof(request: HttpRequest, person: User) -> RateLimitUsage | None:
    """Count one try to prove who one is before signing; None when there were too many. A right one is taken back."""
    return _consume(request, "proof", str(person.pk))


def forget_tries(request: HttpRequest, email: str) -> None:
    """Who proved by mail to be the owner of an address starts anew."""
    keys = {"stranger": _place(request, email), "address": _folded(email)}
    if device := _device_of(request, email):
        keys["known_device"] = device
    for action, key in keys.items():
        clear(request, app=APP, action=action, config=RATES, key=key)


def mark_device(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Remember that somebody signed in here with this address; the mark opens nothing by itself."""
    response.set_cookie(
        _mark_name(email),
        signing.dumps({"for": _folded(email), "device": secrets.token_urlsafe(12)}, salt=APP),
        max_age=MARK_SECONDS,
        path=MARK_PATH,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _device_of(request: HttpRequest, email: str) -> str:
    """The name of this browser for this address; empty when nobody signed in here with it."""
    try:
        mark: Any = signing.loads(request.COOKIES.get(_mark_name(email), ""), salt=APP, max_age=MARK_SECONDS)
    except signing.BadSignature:
        return ""
    return f"{mark['for']}:{mark['device']}" if mark["for"] == _folded(email) else ""


def _mark_name(email: str) -> str:
    return f"known-{_folded(email)[:16]}"


def _folded(email: str) -> str:
    """An address as a value that says nothing: neither a cookie nor the cache holds it."""
    return salted_hmac(APP, email.strip().lower(), algorithm="sha256").hexdigest()


def _place(request: HttpRequest, email: str) -> str:
    return f"{_folded(email)}:{get_ip(request)}"


def _consume(request: HttpRequest, action: str, key: str) -> RateLimitUsage | None:
    return consume(request, app=APP, action=action, config=RATES, key=key)
