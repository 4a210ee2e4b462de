"""The mail server of the journeys: a real one, which keeps what it gets."""

import email
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from typing import Any

from aiosmtpd.controller import Controller

from tests.processes import free_port


class Mailbox:
    """Every mail it got, in order."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.port = free_port()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """aiosmtpd calls this with each mail."""
        self.mails.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def texts_to(self, address: str) -> list[str]:
        """The plain words of the mails to this address, the oldest first."""
        return [
            mail.get_body(("plain",)).get_content() for mail in list(self.mails) if address in str(mail["To"])
        ]

    @contextmanager
    def open(self) -> Iterator["Mailbox"]:
        """Take mails on `port`."""
        controller = Controller(self, hostname="127.0.0.1", port=self.port)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()
