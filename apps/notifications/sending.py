"""Handing mails to the mail server over one connection, and knowing how far each came.

`smtplib.sendmail` tells a refusal from a broken line, but not whether the line broke before the server had the mail or
while its answer was on the way. That difference decides what may be sent again without a word, so the steps are taken
one by one (RFC 5321, 3.3).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parseaddr
from enum import StrEnum
from functools import lru_cache
from smtplib import SMTP, SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

#: What a mail server, the way to it or the folder for mails can raise. Anything else is a fault of ours.
TROUBLE = (SMTPException, OSError)
#: The server ends the conversation with it, whatever was asked (RFC 5321, 3.8).
CLOSING = 421
_ENHANCED = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}(?!\d)")


class Fate(StrEnum):
    """How a try ended."""

    SENT = "sent"
    REFUSED = "refused"
    PUT_OFF = "put off"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Outcome:
    """How a try ended: the kind of trouble, the server's code and its enhanced status, never its words."""

    fate: Fate
    trouble: str = ""
    code: int | None = None
    status: str = ""


@dataclass(frozen=True)
class Letter:
    """A mail to one person, ready to go: encoded for a server, or as Django has it for where there is none."""

    recipient: str
    content: bytes = b""
    mail: Any = None


def letter_to(address: str, content: bytes) -> Letter:
    """For a server: lines that begin with a dot are marked, and a dot ends it (RFC 5321, 4.5.2)."""
    marked = re.sub(rb"(?m)^\.", b"..", content)
    return Letter(_bare(address), marked + (b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n"))


def has_server() -> bool:
    """Whether mails go to a server, and not into files."""
    return isinstance(get_connection(), EmailBackend)


@lru_cache(maxsize=1000)
def _bare(address: str) -> str:
    """The address without the name, in letters that every server understands. Raises ValueError for none."""
    return sanitize_address(("", parseaddr(address)[1]), settings.DEFAULT_CHARSET)


class ServerAwayError(Exception):
    """The mail server cannot be reached or does not let us in: no mail was tried. Its text is the kind of trouble."""


class _BrokenError(Exception):
    """The line broke before the server was given the mail. Its text is the kind of trouble."""


class Post:
    """The way out for a batch: one connection, opened when needed and opened again when it broke."""

    def __init__(self) -> None:
        self.backend: Any = get_connection()
        self.is_smtp = isinstance(self.backend, EmailBackend)

    def open(self) -> None:
        """Connect unless connected. Raises ServerAwayError."""
        if not self.is_smtp:
            return
        try:
            self.backend.open()
        except TROUBLE as trouble:
            self.drop()
            raise ServerAwayError(kind_of(trouble)) from trouble

    def send(self, letter: Letter) -> Outcome:
        """Try once. A kept line that turns out to be closed is opened again: the mail was not given to it."""
        if not self.is_smtp:
            return _by_backend(letter)
        try:
            return self._converse(letter)
        except _BrokenError:
            self.drop()
        try:
            self.open()
            return self._converse(letter)
        except (ServerAwayError, _BrokenError) as trouble:
            self.drop()
            return Outcome(Fate.PUT_OFF, str(trouble))

    def drop(self) -> None:
        """Let go of a line that is not worth a farewell."""
        if not self.is_smtp:
            return
        for line in (self.backend.connection, self.backend._partial_connection):
            if line is not None:
                line.close()
        self.backend.connection = self.backend._partial_connection = None

    def close(self) -> None:
        """Take leave of the server; whatever it answers, all mails are settled."""
        if not self.is_smtp:
            return
        try:
            self.backend.close()
        except TROUBLE:
            self.drop()

    def _converse(self, letter: Letter) -> Outcome:
        """Raises _BrokenError as long as the server has nothing of the mail."""
        smtp: SMTP = self.backend.connection
        try:
            refusal = _offer(smtp, letter)
        except TROUBLE as trouble:
            raise _BrokenError(kind_of(trouble)) from trouble
        outcome = refusal or _hand_over(smtp, letter)
        if outcome.fate == Fate.UNKNOWN or outcome.code == CLOSING:
            self.drop()
        elif outcome.fate != Fate.SENT:
            self._begin_anew(smtp)
        return outcome

    def _begin_anew(self, smtp: SMTP) -> None:
        """After a refusal the server still holds sender or recipient."""
        try:
            smtp.rset()
        except TROUBLE:
            self.drop()


def _offer(smtp: SMTP, letter: Letter) -> Outcome | None:
    """Sender, recipient, and the question whether the mail may come; what was refused, if anything."""
    smtp.ehlo_or_helo_if_needed()
    steps: tuple[tuple[Callable[[], tuple[int, bytes]], set[int], bool], ...] = (
        # A server that refuses our own address speaks about us, not about this mail: that can be mended.
        (lambda: smtp.mail(_bare(settings.DEFAULT_FROM_EMAIL)), {250}, False),
        (lambda: smtp.rcpt(letter.recipient), {250, 251}, True),
        (lambda: smtp.docmd("DATA"), {354}, True),
    )
    for ask, fitting, is_about_mail in steps:
        code, answer = ask()
        if code not in fitting:
            return _refused(code, answer, is_about_mail=is_about_mail)
    return None


def _hand_over(smtp: SMTP, letter: Letter) -> Outcome:
    """Give the mail. Once that began, a line that breaks leaves open whether it arrived."""
    try:
        smtp.send(letter.content)
        code, answer = smtp.getreply()
    except TROUBLE as trouble:
        return Outcome(Fate.UNKNOWN, kind_of(trouble))
    return Outcome(Fate.SENT) if code == 250 else _refused(code, answer, is_about_mail=True)


def _refused(code: int, answer: bytes, *, is_about_mail: bool) -> Outcome:
    is_final = is_about_mail and 500 <= code < 600
    found = _ENHANCED.match(answer.lstrip())
    return Outcome(
        Fate.REFUSED if is_final else Fate.PUT_OFF,
        "Refused" if code >= 500 else "PutOff",
        code,
        found[0].decode() if found else "",
    )


def _by_backend(letter: Letter) -> Outcome:
    """Without a mail server: into files, one for each mail. Nothing of it can stay open."""
    try:
        get_connection().send_messages([letter.mail])
    except TROUBLE as trouble:
        return Outcome(Fate.PUT_OFF, kind_of(trouble))
    return Outcome(Fate.SENT)


def kind_of(trouble: BaseException) -> str:
    """The name of the trouble. `smtplib` calls a server that is silent and one that hangs up the same."""
    cause = trouble.__context__ if isinstance(trouble.__context__, TimeoutError) else trouble
    return type(cause).__name__
