"""Wrong passwords: guessing ends soon, and a stranger cannot keep out who is known from their own browser."""

import pytest
from django.core.cache import cache

from apps.users import throttling
from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import WebClient
from tests.users.factors import PASSWORD, SIGN_IN

HERE, THERE = "192.0.2.1", "192.0.2.99"
WRONG = "not-the-right-one"
TOO_MANY = "Too many failed login attempts"


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


def at(address: str) -> WebClient:
    """A browser at a network address."""
    return WebClient(REMOTE_ADDR=address)


def tries(client: WebClient, email: str, password: str = WRONG, times: int = 1) -> str:
    """Where the last try leads, or its page."""
    for _time in range(times):
        answer = client.post(SIGN_IN, {"login": email, "password": password})
    return answer.headers.get("Location", "") or answer.content.decode()


def test_a_stranger_elsewhere_keeps_nobody_out(person: User) -> None:
    assert TOO_MANY in tries(at(THERE), person.email, times=8)
    assert tries(at(HERE), person.email, PASSWORD) == "/"


def test_a_stranger_at_the_same_address_keeps_out_no_known_browser(person: User) -> None:
    known = at(HERE)
    assert tries(known, person.email, PASSWORD) == "/"
    known.post("/account/sign-out/")
    assert TOO_MANY in tries(at(HERE), person.email, times=12)
    assert tries(known, person.email, PASSWORD) == "/"


def test_guessing_in_a_known_browser_ends_as_soon(person: User) -> None:
    known = at(HERE)
    tries(known, person.email, PASSWORD)
    known.post("/account/sign-out/")
    assert TOO_MANY in tries(known, person.email, times=6)
    assert TOO_MANY in tries(known, person.email, PASSWORD)


def test_many_places_together_are_stopped_but_not_the_known_browser(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(throttling.RATES, "address", "12/h/key")
    known = at(HERE)
    tries(known, person.email, PASSWORD)
    known.post("/account/sign-out/")
    for number in range(4):
        tries(at(f"198.51.100.{number}"), person.email, times=4)
    assert TOO_MANY in tries(at(THERE), person.email, PASSWORD)
    assert tries(known, person.email, PASSWORD) == "/"


def test_a_browser_is_known_for_one_address_only(person: User) -> None:
    other = UserFactory(role="administrator")
    known = at(HERE)
    tries(known, other.email, PASSWORD)
    known.post("/account/sign-out/")
    tries(at(HERE), person.email, times=6)
    assert TOO_MANY in tries(known, person.email, PASSWORD)


@pytest.mark.parametrize("forged", ["", "x", "eyJmb3IiOiJ4In0:1a:zzz"])
def test_a_forged_mark_is_none(person: User, forged: str) -> None:
    guesser = at(HERE)
    guesser.cookies[throttling._mark_name(person.email)] = forged
    assert TOO_MANY in tries(guesser, person.email, times=6)
    assert TOO_MANY in tries(at(HERE), person.email, PASSWORD), "counted at the network address"


def test_no_cookie_or_count_names_the_address(person: User) -> None:
    known = at(HERE)
    tries(known, person.email, PASSWORD)
    assert "mira" not in str(known.cookies)


def test_a_new_password_by_mail_starts_anew(person: User, mailoutbox: list[object]) -> None:
    from tests.users.test_password import NEW, reset_link

    client = at(HERE)
    tries(client, person.email, times=6)
    client.post(
        client.get(reset_link(client, person.email)).headers["Location"], {"password1": NEW, "password2": NEW}
    )
    assert tries(at(HERE), person.email, NEW) == "/"
