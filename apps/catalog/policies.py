"""Who may say in which therapeutic areas a person works."""

from apps.core.verdict import Verdict
from apps.users.models import User
from apps.users.policies import may_manage_people


def may_assign_areas(user: User) -> Verdict:
    """Whoever manages people."""
    return may_manage_people(user)


def may_keep_catalogue(user: User) -> Verdict:
    """Administrators keep the lists; every side uses them."""
    return may_manage_people(user)
