"""Changes of the directory. Each checks its own policy, is atomic, and is recorded with its name and actor."""

from apps.directory.actions.accounts import (
    archive_account,
    create_account,
    edit_account,
    move_account,
    restore_account,
)
from apps.directory.actions.affiliations import (
    add_affiliation,
    edit_affiliation,
    end_affiliation,
    make_main_affiliation,
)
from apps.directory.actions.bulk import Result
from apps.directory.actions.identifiers import IdentifierTaken, add_identifier
from apps.directory.actions.many import StakeholderRow, save_stakeholders
from apps.directory.actions.many_accounts import AccountRow, save_accounts
from apps.directory.actions.many_affiliations import AffiliationRow, save_affiliations
from apps.directory.actions.placing import place_accounts
from apps.directory.actions.stakeholders import (
    archive_stakeholder,
    create_stakeholder,
    edit_stakeholder,
    restore_stakeholder,
)

__all__ = [
    "AccountRow",
    "AffiliationRow",
    "IdentifierTaken",
    "Result",
    "StakeholderRow",
    "add_affiliation",
    "add_identifier",
    "archive_account",
    "archive_stakeholder",
    "create_account",
    "create_stakeholder",
    "edit_account",
    "edit_affiliation",
    "edit_stakeholder",
    "end_affiliation",
    "make_main_affiliation",
    "move_account",
    "place_accounts",
    "restore_account",
    "restore_stakeholder",
    "save_accounts",
    "save_affiliations",
    "save_stakeholders",
]
