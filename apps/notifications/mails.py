"""The mail for a message: the words of its kind and a link, nothing about anybody.

Templates know a first name, a link and the name of the product. So the mails of one kind differ in few places, and for
a batch each kind is rendered and encoded once, with a mark in each of these places (`Forms`).
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from email.utils import formataddr, formatdate
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import escape

from apps.notifications.models import Message

#: Links of one kind in a grouped mail; the bell has them all.
MOST_LINKS = 10
PARTS = ("subject.txt", "txt", "html")
#: Where the words of one mail go. Not ASCII, so that any name fits into the encoding of the form.
_NAME, _URL, _NAME_IN_HTML, _URL_IN_HTML = "«name»", "«url»", "«name-in-html»", "«url-in-html»"
_TO, _ID, _DATE = "to@form.invalid", "<id@form.invalid>", "Thu, 01 Jan 1970 00:00:00 -0000"


@dataclass(frozen=True)
class Words:
    """What one mail says of its own."""

    first_name: str
    url: str
    to: str
    key: str


def words_of(message: Message) -> Words:
    """For its recipient."""
    person = message.recipient
    return Words(
        " ".join(person.first_name.split()),
        address(message.link),
        formataddr((" ".join(person.get_full_name().split()), person.email)),
        f"<{message.pk}@{_domain()}>",
    )


def address(link: str) -> str:
    """Where a path within the product leads from outside."""
    return str(settings.PUBLIC_URL).rstrip("/") + link


def mail_for(message: Message) -> EmailMultiAlternatives:
    """The mail, as text and HTML. Its Message-ID is the message's own, so that a repeated mail is known as the same."""
    words = words_of(message)
    context: dict[str, Any] = {"first_name": words.first_name, "url": words.url}
    if message.kind == Message.Kind.SUMMARY:
        context["lines"] = _lines(message)
    with timezone.override(message.recipient.time_zone):
        return _mail(message.kind, context, context, words)


class Forms:
    """Mails of a batch, as a mail server takes them. What differs is put into a form that was made once a kind."""

    def __init__(self) -> None:
        self._form = cache(_form)

    def content(self, message: Message) -> bytes:
        """The same as `mail_for`, encoded."""
        if message.kind == Message.Kind.SUMMARY:
            whole: Any = mail_for(message).message()
            content: bytes = whole.as_bytes(linesep="\r\n")
            return content
        words = words_of(message)
        own = {
            _NAME: words.first_name,
            _URL: words.url,
            _NAME_IN_HTML: escape(words.first_name),
            _URL_IN_HTML: escape(words.url),
            _TO: words.to,
            _ID: words.key,
            _DATE: formatdate(),
        }
        marks, form = self._form(message.kind)
        return marks.sub(lambda found: own[found[0].decode()].encode(), form)


@dataclass(frozen=True)
class Line:
    """One kind in a grouped mail: its words, how many there are, and links to the first of them."""

    label: str
    count: int
    urls: list[str]


def _lines(summary: Message) -> list[Line]:
    """By kind, the longest due first. What was read or settled meanwhile is not told any more."""
    by_kind = defaultdict[str, list[Message]](list)
    for message in summary.told_here.filter(read_at=None).order_by("due_at", "pk"):
        by_kind[message.get_kind_display()].append(message)
    return [
        Line(label, len(found), [address(message.link) for message in found[:MOST_LINKS]])
        for label, found in by_kind.items()
    ]


def _form(kind: str) -> tuple["re.Pattern[bytes]", bytes]:
    """The mail of a kind with marks in it, and what finds them."""
    words = Words("", "", _TO, _ID)
    text = {"first_name": _NAME, "url": _URL}
    html = {"first_name": _NAME_IN_HTML, "url": _URL_IN_HTML}
    mail = _mail(kind, text, html, words)
    mail.extra_headers["Date"] = _DATE
    marks = (_NAME, _URL, _NAME_IN_HTML, _URL_IN_HTML, _TO, _ID, _DATE)
    found = re.compile(b"|".join(re.escape(mark.encode()) for mark in marks))
    whole: Any = mail.message()
    return found, whole.as_bytes(linesep="\r\n")


def _mail(kind: str, text: dict[str, Any], html: dict[str, Any], words: Words) -> EmailMultiAlternatives:
    """The subject speaks of the kind alone."""
    with translation.override(settings.LANGUAGE_CODE):
        subject, body, page = (
            render_to_string(
                f"notifications/mails/{kind}.{part}", context | {"brand_name": settings.BRAND_NAME}
            )
            for part, context in zip(PARTS, ({}, text, html), strict=True)
        )
    headers = {"Message-ID": words.key, "Auto-Submitted": "auto-generated"}
    mail = EmailMultiAlternatives(" ".join(subject.split()), body, to=[words.to], headers=headers)
    mail.attach_alternative(page, "text/html")
    return mail


def _domain() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"
