"""The digest reaches its reader by a real worker and a real mail server, once, as a link."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from apps.dashboards.models import Edition
from apps.notifications.models import Message
from tests.factories import UserFactory
from tests.processes import Installation, free_port, wait_until

WAKE = "from apps.dashboards.tasks import make_reports; make_reports.delay(); make_reports.delay()"


class Sink:
    """Takes every mail."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """aiosmtpd calls this with each mail."""
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


@pytest.fixture
def sink(installation: Installation) -> Iterator[Sink]:
    """A mail server that the installation sends to."""
    handler, port = Sink(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    installation.extra |= {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(port)}
    yield handler
    installation.stop()
    controller.stop()


def test_the_digest_comes_by_mail_once(installation: Installation, sink: Sink) -> None:
    with installation.committed():
        reader = UserFactory(date_joined=datetime(2026, 1, 1, tzinfo=UTC))
    installation.start("worker")
    for _time in range(2):
        installation.manage("shell", "-c", WAKE)
    with installation.committed():
        wait_until(lambda: Message.objects.filter(state="sent").exists(), "the mail is sent")
        edition = Edition.objects.get()
    (mail,) = sink.mails
    text = mail.get_body(("plain",))
    assert mail["To"].endswith(f"<{reader.email}>")
    assert mail["Subject"] == "Your report is ready"
    assert text is not None
    assert f"https://crm.example{edition.get_absolute_url()}" in text.get_content()
