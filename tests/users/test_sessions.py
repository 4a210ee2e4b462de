"""Where somebody is signed in, and leaving all those places."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client

from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import WebClient

PASSWORD = "correct-horse-battery"
HOME = "/users/preferences/"
STEP = "/follow-ups/01928a7c-5f00-7000-8000-00000000abcd/cancel/"


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


def browser(person: User, name: str) -> WebClient:
    """A browser in which this person signed in through the page, so that it is listed."""
    client = WebClient(HTTP_USER_AGENT=name)
    client.post("/account/sign-in/", {"login": person.email, "password": PASSWORD})
    return client


def test_the_list_names_each_browser(person: User) -> None:
    laptop = browser(person, "Laptop")
    browser(person, "Phone")
    page = laptop.get("/account/sessions/").content.decode()
    assert "Laptop" in page
    assert "Phone" in page
    assert page.count("This browser") == 1


def test_signing_out_the_others(person: User) -> None:
    laptop, phone = browser(person, "Laptop"), browser(person, "Phone")
    assert laptop.post("/account/sessions/").status_code == 302
    assert laptop.get(HOME).status_code == 200
    assert phone.get(HOME).status_code == 302


def test_signing_out_everywhere(person: User) -> None:
    laptop, phone = browser(person, "Laptop"), browser(person, "Phone")
    assert laptop.post("/account/sessions/end-all/").headers["Location"] == "/account/sign-in/"
    assert laptop.get(HOME).status_code == 302
    assert phone.get(HOME).status_code == 302
    assert browser(person, "Laptop").get(HOME).status_code == 200


def test_leaving_needs_a_post(person: User) -> None:
    assert browser(person, "Laptop").get("/account/sessions/end-all/").status_code == 405


def test_it_ends_only_ones_own_sessions(person: User, sign_in: Callable[[User], Client]) -> None:
    other = sign_in(UserFactory(role="kam"))
    browser(person, "Laptop").post("/account/sessions/end-all/")
    assert other.get(HOME).status_code == 200


def test_a_deactivated_person_is_out_at_the_next_request(person: User) -> None:
    laptop = browser(person, "Laptop")
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert laptop.get(HOME).status_code == 302
    assert laptop.get("/account/sessions/").status_code == 302


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/follow-ups/?whose=me", "/follow-ups/?whose=me"),
        ("https://elsewhere.example/follow-ups/", STEP),
        ("", STEP),
    ],
)
def test_who_presses_a_button_after_the_session_comes_back_to_its_page(
    db: None, came_from: str, leads_to: str
) -> None:
    """A step is no page: whoever is sent there after signing in is told that this way does not exist."""
    answer = WebClient().post(STEP, {"reason": "No."}, headers={"referer": came_from})
    assert answer.status_code == 302
    assert dict(parse_qsl(urlsplit(answer.headers["Location"]).query))["next"] == leads_to
