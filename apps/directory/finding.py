"""What the search finds in the directory: people and accounts by name, misspelt ones too."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core.finding import SHOWN
from apps.core.registry import Hit, SearchSource
from apps.core.searching import best_named
from apps.directory.models import Account, NameWord, Stakeholder
from apps.directory.policies import may_browse
from apps.directory.queries import account_detail, accounts_for, person_detail, stakeholders_for
from apps.users.models import User


def people(user: User, text: str) -> list[Hit]:
    """Stakeholders of that name; those whom somebody of ours met before others of the same name."""
    rows = stakeholders_for(user).current()
    return [
        person_hit(row) for row in best_named(rows, text, NameWord, wanted=SHOWN + 1, first="last_contact_at")
    ]


def accounts(user: User, text: str) -> list[Hit]:
    """Accounts of that name or town."""
    rows = accounts_for(user).current()
    found = best_named(rows, text, NameWord, wanted=SHOWN + 1, first="last_contact_at")
    return [account_hit(row) for row in found]


def person_hit(row: Stakeholder) -> Hit:
    """A line about a person."""
    return Hit(row.full_name, row.get_absolute_url(), person_detail(row), "user")


def account_hit(row: Account) -> Hit:
    """A line about an account."""
    return Hit(row.name, row.get_absolute_url(), account_detail(row), "building-hospital")


def _browses(user: Any) -> bool:
    return bool(may_browse(user))


SOURCES = (
    SearchSource("people", _("People"), 10, _browses, people, all_at="directory:stakeholders"),
    SearchSource("accounts", _("Accounts"), 20, _browses, accounts, all_at="directory:accounts"),
)
