"""A real SMTP server that notes what it gets, and can be told where to fail."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.processes import free_port

#: What it can be told to do instead of answering.
HANG_UP, SILENCE = "hang up", "silence"
SILENT_SECONDS = 3


class MailServer:
    """`says` maps a step (MAIL, RCPT, DATA, END) to what it answers there instead of yes. END is after the content.

    `left` is how many more times it does so; `before_yes` is called with each mail before it is accepted.
    """

    def __init__(self) -> None:
        self.received: Counter[str] = Counter()
        self.says: dict[str, str] = {}
        self.left = 10**9
        self.connections = 0
        self.before_yes: Callable[[str], None] = lambda name: None
        self.port = free_port()

    async def answer(self, step: str, server: SMTP) -> str | None:
        """What it says at this step; None where it just goes on."""
        if step not in self.says or self.left <= 0:
            return None
        self.left -= 1
        if self.says[step] == SILENCE:
            await asyncio.sleep(SILENT_SECONDS)
        if self.says[step] in {HANG_UP, SILENCE}:
            line: Any = server.transport
            line.abort()
            return "421 gone"
        return self.says[step]

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, sender: str, options: Any) -> str:
        """aiosmtpd calls this with each sender."""
        if said := await self.answer("MAIL", server):
            return said
        envelope.mail_from = sender
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, recipient: str, options: Any
    ) -> str:
        """aiosmtpd calls this with each recipient."""
        if said := await self.answer("RCPT", server):
            return said
        envelope.rcpt_tos.append(recipient)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """aiosmtpd calls this with each mail."""
        name = str(message_from_bytes(envelope.content)["Message-ID"])
        # One that hangs up, or falls silent, has the mail nevertheless.
        if self.left <= 0 or self.says.get("END", HANG_UP) in {HANG_UP, SILENCE}:
            self.received[name] += 1
            self.before_yes(name)
        return await self.answer("END", server) or "250 OK"

    @contextmanager
    def serving(self) -> Iterator["MailServer"]:
        """Answer on `port`."""
        controller = _Controller(self, hostname="127.0.0.1", port=self.port)
        controller.start()
        # The controller knocks once to see whether it answers.
        self.connections = 0
        try:
            yield self
        finally:
            controller.stop()


class _Controller(Controller):
    def factory(self) -> SMTP:
        self.handler.connections += 1
        return _Conversation(self.handler, hostname="mail.example")


class _Conversation(SMTP):
    """aiosmtpd asks its handler only once the content is there; a server may also refuse to take it."""

    async def smtp_DATA(self, arg: str) -> None:
        if said := await self.event_handler.answer("DATA", self):
            await self.push(said)
        else:
            await super().smtp_DATA(arg)
