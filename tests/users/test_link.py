"""The link by which a person chooses a password: sent once, whatever the mail server does."""

import re
from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from apps.core.models import new_id
from apps.users import actions, links
from apps.users.links import send_waiting_links
from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import WebClient
from tests.users.people import url, values


def test_the_link_leads_in(client: WebClient, administrator: User) -> None:
    person = actions.ask_for_link(by=administrator, person=UserFactory())
    assert send_waiting_links() == 1
    found = re.search(r"http://\S+?(/account/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert found
    chosen = {"password1": "violet-kettle-harbour", "password2": "violet-kettle-harbour"}
    client.post(client.get(found[1]).headers["Location"], chosen)
    person.refresh_from_db()
    assert person.check_password("violet-kettle-harbour")


def test_the_mail_holds_nothing_but_the_link(administrator: User) -> None:
    person = actions.create_person(by=administrator, id=new_id(), values=values())
    send_waiting_links()
    assert mail.outbox[0].to == [person.email]
    assert person.last_name not in mail.outbox[0].body


def test_it_is_sent_once(administrator: User) -> None:
    actions.create_person(by=administrator, id=new_id(), values=values())
    send_waiting_links()
    assert send_waiting_links() == 0
    assert len(mail.outbox) == 1


def test_a_failing_mail_server_leaves_it_waiting(administrator: User, settings: Any) -> None:
    person = actions.create_person(by=administrator, id=new_id(), values=values())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert send_waiting_links() == 0
    person.refresh_from_db()
    assert person.is_link_waiting
    assert person.link_attempts == 1
    assert person.link_due_at is not None
    assert person.link_due_at > timezone.now()


class Choosy(BaseEmailBackend):
    """A mail server that refuses one address; it keeps what it was sent, in order."""

    tried: ClassVar[list[str]] = []

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Refuse whoever's address begins with "refused"."""
        for message in email_messages:
            self.tried.append(message.to[0])
            if message.to[0].startswith("refused"):
                raise SMTPRecipientsRefused({message.to[0]: (550, b"no such mailbox")})
        return len(email_messages)


@pytest.fixture
def choosy(settings: Any) -> list[str]:
    """The addresses that the choosy server was asked to deliver to."""
    settings.EMAIL_BACKEND = f"{__name__}.Choosy"
    Choosy.tried.clear()
    return Choosy.tried


def wanting_link(address: str, hours_ago: int) -> User:
    return UserFactory(email=address, link_wanted_at=timezone.now() - timedelta(hours=hours_ago))


def test_a_refused_address_keeps_nobody_else_waiting(
    db: None, choosy: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    refused, other = wanting_link("refused@company.example", 3), wanting_link("other@company.example", 1)
    assert send_waiting_links() == 1
    assert choosy == [refused.email, other.email]
    assert refused.email not in caplog.text
    assert send_waiting_links() == 0, "it is put off"
    assert len(choosy) == 2


def test_the_longest_due_goes_first_and_who_was_put_off_queues_again(db: None, choosy: list[str]) -> None:
    refused, newer = wanting_link("refused@company.example", 9), wanting_link("newer@company.example", 1)
    User.objects.filter(pk=refused.pk).update(link_due_at=timezone.now() - timedelta(minutes=1))
    wanting_link("older@company.example", 2)
    send_waiting_links()
    assert choosy == ["older@company.example", newer.email, refused.email]


def test_asking_again_does_not_wait_for_the_pause(administrator: User, choosy: list[str]) -> None:
    person = wanting_link("refused@company.example", 1)
    send_waiting_links()
    person.refresh_from_db()
    actions.ask_for_link(by=administrator, person=person)
    send_waiting_links()
    assert len(choosy) == 2


class Slow(BaseEmailBackend):
    """A mail server that is looked at while it works."""

    during: ClassVar[list[User]] = []

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Note the row as others see it, and ask for another link meanwhile."""
        person = User.objects.get(email=email_messages[0].to[0])
        self.during.append(person)
        User.objects.filter(pk=person.pk).update(link_wanted_at=timezone.now())
        return 1


def test_while_the_mail_goes_out_the_row_is_claimed_and_not_held(db: None, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    Slow.during.clear()
    person = wanting_link("new@company.example", 1)
    sent = links._send(claimed) if (claimed := links._claim()) else False
    assert sent
    assert Slow.during[0].link_due_at is not None
    assert Slow.during[0].link_due_at > timezone.now()
    person.refresh_from_db()
    assert person.is_link_waiting, "a link that was asked for meanwhile is still to be sent"


def test_it_can_be_asked_for_again(admin: WebClient, msl: User) -> None:
    assert admin.post(url(msl, "link/")).status_code == 302
    assert "waiting to be sent" in admin.get(url(msl)).content.decode()
    assert send_waiting_links() == 1
    assert mail.outbox[0].to == [msl.email]


def test_waiting_is_told_apart_from_sent() -> None:
    now = timezone.now()
    assert not User().is_link_waiting
    assert User(link_wanted_at=now).is_link_waiting
    assert not User(link_wanted_at=now, link_sent_at=now).is_link_waiting
