"""Changing a password, and getting back in by mail without one."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.users.actions import ask_for_link
from apps.users.links import send_waiting_links
from apps.users.models import User
from tests.personas import WebClient

PASSWORD = "correct-horse-battery"
NEW = "violet-kettle-harbour"
CHANGE = "/account/password/"


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


def change(client: WebClient, new: str, old: str = PASSWORD) -> str:
    """The text of the page, empty when it was accepted."""
    answer = client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})
    return "" if answer.status_code == 302 else answer.content.decode()


def test_the_rules_are_shown(sign_in: Callable[[User], WebClient], person: User) -> None:
    page = sign_in(person).get(CHANGE).content.decode()
    assert "at least 12 characters" in page
    assert "commonly used password" in page


def test_changing_it(sign_in: Callable[[User], WebClient], client: WebClient, person: User) -> None:
    assert change(sign_in(person), NEW) == ""
    answer = client.post("/account/sign-in/", {"login": person.email, "password": NEW})
    assert answer.headers["Location"] == "/"


def test_it_ends_every_session(sign_in: Callable[[User], WebClient], person: User) -> None:
    here, elsewhere = sign_in(person), sign_in(person)
    change(here, NEW)
    assert here.get("/users/preferences/").status_code == 302
    assert elsewhere.get("/users/preferences/").status_code == 302


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("short", "too short"),
        ("123456789012", "entirely numeric"),
        ("mira@company.example", "too similar"),
        ("password1234", "too common"),
    ],
)
def test_a_weak_one_is_refused_in_words(
    sign_in: Callable[[User], WebClient], person: User, new: str, reason: str
) -> None:
    assert reason in change(sign_in(person), new)


def test_the_old_one_is_asked_for(sign_in: Callable[[User], WebClient], person: User) -> None:
    assert "current password" in change(sign_in(person), NEW, old="wrong")


def reset_link(client: WebClient, email: str) -> str:
    """Ask for a reset and take the path out of the mail."""
    client.post("/account/password/reset/", {"email": email})
    assert send_waiting_links() == 1
    found = re.search(r"http://[^/]+(/account/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_reset_by_mail(client: WebClient, person: User) -> None:
    asked = client.get(reset_link(client, person.email))
    path = asked.headers["Location"]
    answer = client.post(path, {"password1": NEW, "password2": NEW})
    assert answer.headers["Location"] == "/account/password/reset/done/"
    person.refresh_from_db()
    assert person.check_password(NEW)


def test_the_mail_holds_a_link_and_names_nobody(client: WebClient, person: User) -> None:
    reset_link(client, person.email)
    sent = mail.outbox[-1]
    assert sent.to == [person.email]
    assert person.last_name not in sent.body
    assert PASSWORD not in sent.body


def test_a_link_works_once(client: WebClient, person: User) -> None:
    link = reset_link(client, person.email)
    client.post(client.get(link).headers["Location"], {"password1": NEW, "password2": NEW})
    assert "password1" not in WebClient().get(link, follow=True).content.decode()


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client: WebClient, person: User) -> None:
    answer = client.post("/account/password/reset/", {"email": "stranger@company.example"})
    assert answer.headers["Location"] == "/account/password/reset/sent/"
    assert send_waiting_links() == 0


def test_the_answer_does_as_much_for_an_unknown_address_as_for_a_known_one(
    client: WebClient, person: User, settings: Any
) -> None:
    """Else the time it takes would tell them apart."""
    settings.EMAIL_BACKEND = "not.there"

    def statements(email: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.post("/account/password/reset/", {"email": email})
        return len(captured)

    statements("nobody@company.example")
    assert statements(person.email) == statements("stranger@company.example")
    person.refresh_from_db()
    assert person.reset_wanted_at is not None


def test_a_mail_that_was_asked_for_again_goes_out_again(client: WebClient, person: User) -> None:
    reset_link(client, person.email)
    assert send_waiting_links() == 0
    reset_link(client, person.email)
    assert len(mail.outbox) == 2


def test_the_mail_says_who_asked_last(client: WebClient, administrator: User, person: User) -> None:
    reset_link(client, person.email)
    assert "Somebody, probably you" in mail.outbox[-1].body
    ask_for_link(by=administrator, person=person)
    assert send_waiting_links() == 1
    assert "An administrator" in mail.outbox[-1].body


def test_a_deactivated_person_gets_no_link(client: WebClient, person: User) -> None:
    User.objects.update(is_active=False)
    client.post("/account/password/reset/", {"email": person.email})
    assert send_waiting_links() == 0
