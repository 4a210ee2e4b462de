"""Mailing the links of invitations, and those with which somebody chooses a new password.

The mail holds the link and nothing about anybody.
"""

import logging
from datetime import timedelta
from smtplib import SMTPException
from urllib.parse import urljoin

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.pauses import pause_after
from apps.firewall.roles import role_taken
from apps.firewall.sides import WEB_LOGIN
from apps.users.invitations import invitation_link
from apps.users.models import User
from apps.users.sso import is_only_way

logger = logging.getLogger(__name__)

#: An administrator asked for a link, or the person did on the sign-in page; one mail answers both.
ASKED_AT = Greatest("link_wanted_at", "reset_wanted_at")
WAITING = Q(asked_at__isnull=False) & (Q(link_sent_at=None) | Q(link_sent_at__lt=F("asked_at")))
#: A link is taken for this long, longer than any mail server is waited for.
CLAIM = timedelta(minutes=5)
#: A task ends by itself before its time limit ends it; the timetable soon starts the next.
TURN = timedelta(minutes=4)


def send_waiting_links() -> int:
    """Send every link that is due, the longest due first; returns how many went.

    The row itself is the job. It is claimed in a short transaction, so that two workers never send the same link and
    nobody waits for a mail server; a worker that dies lets its claim expire. Whom the server refuses is put off and
    keeps nobody else waiting. A crash between sending and marking sends again.
    """
    ends_at, sent = timezone.now() + TURN, 0
    while timezone.now() < ends_at and (person := _claim()):
        sent += _send(person)
    return sent


def link_for(person: User) -> str:
    """The address at which this person chooses a password; it works once, and not for long."""
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return urljoin(settings.PUBLIC_URL, path.replace("UID-KEY", key))


def mail_for(person: User) -> tuple[str, str]:
    """Subject and text: of an invitation, or of a link for somebody who is here already."""
    words = {"brand": settings.BRAND_NAME, "lasts": _lasts()}
    if not person.is_pending:
        name = "new" if _forgot(person) else "choose"
        text = render_to_string(f"users/{name}_password_mail.txt", {**words, "url": link_for(person)})
        return _("Choose your password"), text
    if is_only_way(person):
        url = urljoin(settings.PUBLIC_URL, reverse("account_login"))
        text = render_to_string("users/invitation_sso_mail.txt", {**words, "url": url})
    else:
        text = render_to_string("users/invitation_mail.txt", {**words, "url": invitation_link(person)})
    return _("Your invitation to %(brand)s") % words, text


def _forgot(person: User) -> bool:
    """Whether the person asked themselves, and no administrator since."""
    asked, given = person.reset_wanted_at, person.link_wanted_at
    return asked is not None and (given is None or given < asked)


def _lasts() -> str:
    """How long a link works, in words."""
    days = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def _claim() -> User | None:
    """Take the person who is due longest, and count the try: what a killed worker tried must show."""
    now = timezone.now()
    with role_taken(WEB_LOGIN):
        people = User.objects.annotate(asked_at=ASKED_AT)
        due = people.filter(WAITING, Q(link_due_at=None) | Q(link_due_at__lte=now), is_active=True)
        due = due.order_by(Coalesce("link_due_at", "asked_at"), "pk")
        person = due.select_for_update(skip_locked=True, no_key=True, of=("self",)).first()
        if person is not None:
            person.link_attempts, person.link_due_at = person.link_attempts + 1, now + CLAIM
            person.save(update_fields=["link_attempts", "link_due_at"])
    return person


def _send(person: User) -> bool:
    started_at = timezone.now()
    try:
        send_mail(*mail_for(person), None, [person.email])
    except (SMTPException, OSError) as trouble:
        _put_off(person)
        # The kind of trouble only: a server's answer quotes the address.
        logger.warning("The sign-in link of %s was not sent: %s", person.pk, type(trouble).__name__)
        return False
    except Exception:
        _put_off(person)
        raise
    # Not when it was sent: a link that was asked for while this one went out is still to be sent.
    _mark(person, link_sent_at=started_at, link_due_at=None, link_attempts=0)
    return True


def _put_off(person: User) -> None:
    _mark(person, link_due_at=timezone.now() + pause_after(person.link_attempts))


def _mark(person: User, **values: object) -> None:
    with role_taken(WEB_LOGIN):
        User.objects.filter(pk=person.pk).update(**values)
