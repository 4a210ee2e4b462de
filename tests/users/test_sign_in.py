"""Signing in with an e-mail address, as the web login that may read no content."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import WebClient

PASSWORD = "correct-horse-battery"
SIGN_IN = "/account/sign-in/"


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    """Throttling counts in the cache, which outlives a test."""
    cache.clear()


def sign_in(client: WebClient, email: str, password: str = PASSWORD) -> str:
    """The page that signing in leads to, or the text of the page that refuses it."""
    answer = client.post(SIGN_IN, {"login": email, "password": password})
    return answer.headers.get("Location", "") or answer.content.decode()


@pytest.mark.parametrize("typed", ["mira@company.example", "MIRA@Company.Example", " mira@company.example "])
def test_the_address_works_in_any_case(client: WebClient, person: User, typed: str) -> None:
    assert sign_in(client, typed) == "/"
    assert client.get("/users/preferences/").status_code == 200


def test_signing_in_is_remembered(client: WebClient, person: User) -> None:
    started = timezone.now()
    sign_in(client, person.email)
    person.refresh_from_db()
    assert person.last_login is not None
    assert person.last_login >= started


@pytest.mark.parametrize(
    ("email", "password"), [("mira@company.example", "wrong"), ("nobody@company.example", PASSWORD)]
)
def test_a_wrong_password_and_an_unknown_address_read_the_same(
    client: WebClient, person: User, email: str, password: str
) -> None:
    page = sign_in(client, email, password)
    assert "The email address and/or password you specified are not correct." in page


def test_the_sixth_failure_is_refused_in_words(client: WebClient, person: User) -> None:
    for _attempt in range(5):
        assert "not correct" in sign_in(client, person.email, "wrong")
    page = sign_in(client, person.email)
    assert "Too many failed login attempts. Try again later." in page
    assert client.get("/users/preferences/").status_code == 302


def test_another_person_is_not_locked_out_by_it(client: WebClient, person: User) -> None:
    other = UserFactory(role="administrator")
    for _attempt in range(6):
        sign_in(client, person.email, "wrong")
    assert sign_in(client, other.email) == "/"


def test_pages_lead_strangers_to_sign_in(client: WebClient, db: None) -> None:
    answer = client.get("/users/preferences/")
    assert answer.headers["Location"] == f"{SIGN_IN}?next=/users/preferences/"


@pytest.mark.parametrize(
    "path", ["sign-in", "password/reset", "password/reset/sent", "password/reset/done", "inactive"]
)
def test_what_strangers_need_is_open(client: WebClient, db: None, path: str) -> None:
    assert client.get(f"/account/{path}/").status_code == 200


@pytest.mark.parametrize("path", ["sign-up", "e-mail"])
def test_nobody_signs_up_alone(client: WebClient, db: None, path: str) -> None:
    answer = client.post(f"/account/{path}/", {"email": "new@company.example"})
    assert answer.headers["Location"].startswith(SIGN_IN)
    assert not User.objects.exists()


def test_a_deactivated_person_cannot_sign_in(client: WebClient, person: User) -> None:
    User.objects.update(is_active=False)
    assert sign_in(client, person.email) == "/account/inactive/"
    assert client.get("/users/preferences/").status_code == 302


def test_the_other_address_book_stays_empty(client: WebClient, person: User) -> None:
    """A copy of the address would go on working after an administrator changed it."""
    sign_in(client, person.email)
    client.post("/account/sign-out/")
    client.post("/account/password/reset/", {"email": person.email})
    assert not EmailAddress.objects.exists()


def test_signing_out(sign_in: Callable[[User], WebClient], person: User) -> None:
    client = sign_in(person)
    assert client.post("/account/sign-out/").status_code == 302
    assert client.get("/users/preferences/").status_code == 302


def test_every_sign_in_page_has_an_address() -> None:
    for name in ("account_login", "account_logout", "account_reauthenticate", "account_change_password"):
        assert reverse(name).startswith("/account/")


def test_medical_information_starts_where_it_may_read(
    medical_information: User, sign_in: Callable[[User], WebClient]
) -> None:
    answer = sign_in(medical_information).get("/", follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == "/requests/queue/"
