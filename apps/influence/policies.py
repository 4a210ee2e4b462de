"""Who may keep the map. Reading is `visible_to`, as for the directory."""

from apps.core.verdict import Verdict
from apps.directory.models import Account
from apps.directory.policies import may_add, may_browse, may_edit
from apps.users.models import User


def may_read_map(user: User) -> Verdict:
    """Whether someone sees stakeholder maps."""
    return may_browse(user)


def may_keep_map(user: User) -> Verdict:
    """Whether someone keeps committees, seats and ties: both sides do, as in the directory."""
    return may_add(user)


def may_keep_map_of(user: User, account: Account) -> Verdict:
    """The same for one account: an archived one stays as it is."""
    return may_edit(user, account)
