"""Oversight is for compliance officers. They read everything and decide about nothing that belongs to a side."""

from django.utils.translation import gettext_lazy as _

from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side
from apps.users.models import User
from apps.users.policies import CLIENT_ROLES
from apps.users.roles import Role

#: As whom nobody looks: what they see, a compliance officer sees already, or must not see at all.
NOT_VIEWED = {Side.OVERSIGHT, Side.ADMINISTRATION}


def may_oversee(user: User) -> Verdict:
    """The pages of compliance."""
    if user.role == Role.COMPLIANCE:
        return ALLOWED
    return refused(_("This page is for compliance officers."))


def may_view_as(user: User, person: User) -> Verdict:
    """As a person who can sign in and stands on a side with content of its own."""
    if not (verdict := may_oversee(user)):
        return verdict
    if not user.is_active:
        return refused(_("You were deactivated."))
    if person.role in CLIENT_ROLES:
        return refused(_("A system opens no pages."))
    if not person.is_active:
        return refused(_("This person is deactivated."))
    if person.side in NOT_VIEWED:
        return refused(_("Nobody looks as a compliance officer or an administrator."))
    return ALLOWED
