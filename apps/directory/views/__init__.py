"""Pages of the directory, by noun."""

from apps.directory.views.accounts import (
    account,
    accounts,
    archive_account,
    children,
    create_account,
    edit_account,
    restore_account,
)
from apps.directory.views.affiliations import (
    add_affiliation,
    edit_affiliation,
    end_affiliation,
    make_main_affiliation,
)
from apps.directory.views.identifiers import add_account_identifier, add_stakeholder_identifier
from apps.directory.views.stakeholders import (
    archive_stakeholder,
    create_stakeholder,
    edit_stakeholder,
    restore_stakeholder,
    stakeholder,
    stakeholders,
)
from apps.directory.views.suggestions import suggest_accounts, suggest_stakeholders

__all__ = [
    "account",
    "accounts",
    "add_account_identifier",
    "add_affiliation",
    "add_stakeholder_identifier",
    "archive_account",
    "archive_stakeholder",
    "children",
    "create_account",
    "create_stakeholder",
    "edit_account",
    "edit_affiliation",
    "edit_stakeholder",
    "end_affiliation",
    "make_main_affiliation",
    "restore_account",
    "restore_stakeholder",
    "stakeholder",
    "stakeholders",
    "suggest_accounts",
    "suggest_stakeholders",
]
