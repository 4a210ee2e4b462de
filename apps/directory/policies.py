"""Who may change the directory. Reading is `visible_to`; what may not be read answers 404, not a refusal."""

from django.utils.translation import gettext_lazy as _

from apps.core.verdict import ALLOWED, Verdict, refused
from apps.directory.models.base import READERS, DirectoryModel
from apps.firewall.sides import Side
from apps.users.models import User

KEEPERS = {Side.MEDICAL, Side.COMMERCIAL}


def may_browse(user: User) -> Verdict:
    """Whether someone works with the directory at all."""
    if user.side in READERS:
        return ALLOWED
    return refused(_("Your role does not work with accounts and stakeholders."))


def may_add(user: User) -> Verdict:
    """Whether someone may add accounts, stakeholders and what belongs to them."""
    if user.side in KEEPERS:
        return ALLOWED
    return refused(_("Only the medical and the commercial side keep the directory; you can read it."))


def may_edit(user: User, thing: DirectoryModel) -> Verdict:
    """Whether someone may change an account or stakeholder, its affiliations and identifiers."""
    verdict = may_add(user)
    if verdict and thing.is_archived:
        return refused(_("This record is archived. Bring it back before you change it."))
    return verdict


def may_archive(user: User, thing: DirectoryModel) -> Verdict:
    """Whether someone may put an account or stakeholder away. Twice is allowed, and changes nothing."""
    return may_add(user)


def may_restore(user: User, thing: DirectoryModel) -> Verdict:
    """Whether someone may bring an archived record back."""
    return may_add(user)
