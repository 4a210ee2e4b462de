"""The mail for a message: the words of its kind and a link, nothing about anybody."""

from email.utils import formataddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from apps.notifications.models import Message


def mail_for(message: Message) -> EmailMultiAlternatives:
    """The mail, as text and HTML. Its Message-ID is the message's own, so that a repeated mail is known as the same."""
    context = {
        "first_name": message.recipient.first_name,
        "url": settings.PUBLIC_URL.rstrip("/") + message.link,
        "brand_name": settings.BRAND_NAME,
    }
    with translation.override(settings.LANGUAGE_CODE), timezone.override(message.recipient.time_zone):
        subject, text, html = (
            render_to_string(f"notifications/mails/{message.kind}.{part}", context)
            for part in ("subject.txt", "txt", "html")
        )
    mail = EmailMultiAlternatives(
        " ".join(subject.split()),
        text,
        to=[formataddr((message.recipient.get_full_name(), message.recipient.email))],
        headers={"Message-ID": f"<{message.pk}@{_domain()}>", "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(html, "text/html")
    return mail


def _domain() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"
