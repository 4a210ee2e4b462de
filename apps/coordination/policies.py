"""Who may plan, change and cancel a contact."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from apps.coordination.models import Touchpoint
from apps.core.verdict import ALLOWED, Verdict, refused
from apps.directory.models import Stakeholder
from apps.firewall.sides import Side
from apps.users.models import User


def may_plan_touchpoint(user: User) -> Verdict:
    """Medical and commercial people who hold contacts themselves."""
    return (
        ALLOWED if user.facts.records else refused(_("Your role does not hold contacts with stakeholders."))
    )


def may_see_contacts(user: User) -> Verdict:
    """Both functions and oversight know that a contact happened."""
    if user.side in {Side.MEDICAL, Side.COMMERCIAL, Side.OVERSIGHT}:
        return ALLOWED
    return refused(_("Your role does not work with contacts."))


def may_contact(user: User, stakeholders: Iterable[Stakeholder]) -> Verdict:
    """Do-not-contact binds every function; so does the archive."""
    for stakeholder in stakeholders:
        if stakeholder.do_not_contact:
            return refused(_("%(name)s asked not to be contacted.") % {"name": stakeholder})
        if stakeholder.is_archived:
            return refused(_("%(name)s is archived. Bring the record back first.") % {"name": stakeholder})
    return ALLOWED


def may_change_touchpoint(user: User, touchpoint: Touchpoint) -> Verdict:
    """Only its owner moves or holds a contact; a cancelled one stays cancelled."""
    if touchpoint.owner_id != user.pk:
        return refused(_("This contact belongs to %(name)s.") % {"name": touchpoint.owner})
    if touchpoint.function != user.side:
        return refused(_("This contact was planned for the other function, before you changed sides."))
    if touchpoint.state == Touchpoint.State.CANCELLED:
        return refused(_("This contact was cancelled. Plan a new one."))
    return ALLOWED
