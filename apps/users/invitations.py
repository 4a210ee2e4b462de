"""What the link of an invitation proves, and what accepting it does. Nothing here runs on a side.

The link is proof of a mailbox at one moment: it names the person, and is made of the moment of the invitation, so that
a newer one ends it. Whether it still opens stands on the person's row: not joined, not withdrawn, not expired.
"""

from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from allauth.account.forms import ResetPasswordForm, ResetPasswordKeyForm
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.users.models import User
from apps.users.sso import is_only_way


class InvitationTokens(PasswordResetTokenGenerator):
    """Other proofs than those for a forgotten password, and dead with the next invitation."""

    key_salt = "apps.users.invitations"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        invited_at = user.invited_at.isoformat() if user.invited_at else ""
        return f"{super()._make_hash_value(user, timestamp)}{invited_at}"


tokens = InvitationTokens()
NOBODY = UUID(int=0)


class ChoosePassword(ResetPasswordKeyForm):
    """The first password of somebody who was invited."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password")
        self.fields["password2"].label = _("Password (again)")


class AskForReset(ResetPasswordForm):
    """A forgotten password. Who never joined, or has none by their role, gets no mail and the same answer."""

    users: list[User]

    def clean_email(self) -> str:
        """Find the people who may reset theirs."""
        email: str = super().clean_email()
        self.users = [user for user in self.users if not user.is_pending and not is_only_way(user)]
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Have the link mailed by the job that mails invitations.

        One statement and one wake-up whether there is anybody or not: how long the answer takes tells no address.
        """
        asking = User.objects.filter(pk__in=[NOBODY, *(user.pk for user in self.users)])
        asking.update(reset_wanted_at=timezone.now(), link_due_at=None, link_attempts=0)
        transaction.on_commit(_wake_sender, robust=True)
        email: str = self.cleaned_data["email"]
        return email


def _wake_sender() -> None:
    from apps.users.tasks import send_sign_in_links

    send_sign_in_links.delay()


def invitation_link(person: User) -> str:
    """The address in the mail."""
    path = reverse("account_invitation", args=[person.pk, tokens.make_token(person)])
    return urljoin(settings.PUBLIC_URL, path)


def invited_by(person_id: "UUID | str", token: str, *, held: bool = False) -> User | None:
    """The person whom this link lets in, None where it opens nothing. `held` keeps the row until the end."""
    people = User.objects.filter(pk=person_id, is_active=True)
    person = (people.select_for_update(no_key=True, of=("self",)) if held else people).first()
    if person is None or person.invitation != User.Invitation.OPEN or is_only_way(person):
        return None
    return person if tokens.check_token(person, token) else None


@transaction.atomic
def accept(person_id: "UUID | str", token: str, password: str) -> User | None:
    """Set the password, once: of two who use the link at the same moment, the second finds it used."""
    person = invited_by(person_id, token, held=True)
    if person is not None:
        person.set_password(password)
        person.joined_at = timezone.now()
        person.save(update_fields=["password", "joined_at"])
    return person


def note_joined(person: User) -> None:
    """Somebody who was invited signed in: by the link, or by the company's single sign-on."""
    if person.is_pending:
        person.joined_at = timezone.now()
        person.save(update_fields=["joined_at"])
