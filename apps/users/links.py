"""Mailing the link with which somebody chooses a password. The mail holds the link and nothing about anybody."""

from urllib.parse import urljoin
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.firewall.roles import role_taken
from apps.firewall.sides import WEB_LOGIN
from apps.users.models import User

WAITING = Q(link_wanted_at__isnull=False) & (Q(link_sent_at=None) | Q(link_sent_at__lt=F("link_wanted_at")))


def send_waiting_links() -> int:
    """Send every link that was asked for and did not go out; returns how many went.

    The row itself is the job: it is locked while its mail goes out and marked in the same transaction, so two workers
    never send the same link, and a worker that dies leaves it waiting. A crash between sending and marking sends again.
    """
    with role_taken(WEB_LOGIN):
        keys = list(User.objects.filter(WAITING, is_active=True).values_list("pk", flat=True))
    return sum(_send(key) for key in keys)


def link_for(person: User) -> str:
    """The address at which this person chooses a password; it works once and for three days."""
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return urljoin(settings.PUBLIC_URL, path.replace("UID-KEY", key))


def _send(key: UUID) -> bool:
    with role_taken(WEB_LOGIN):
        waiting = User.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            WAITING, is_active=True
        )
        person = waiting.filter(pk=key).first()
        if person is None:
            return False
        words = render_to_string(
            "users/choose_password_mail.txt", {"url": link_for(person), "brand": settings.BRAND_NAME}
        )
        send_mail(_("Choose your password"), words, None, [person.email])
        person.link_sent_at = timezone.now()
        person.save(update_fields=["link_sent_at"])
    return True
