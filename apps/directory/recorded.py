"""What the history pages of audit show of the directory: whose history there is, and the actions in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.audit.registry import register_history, register_verbs
from apps.directory.models import (
    Account,
    AccountIdentifier,
    Affiliation,
    Stakeholder,
    StakeholderIdentifier,
)

VERBS: dict[str, str | Promise] = {
    "create_stakeholder": _("added the stakeholder"),
    "edit_stakeholder": _("edited the stakeholder"),
    "archive_stakeholder": _("archived the stakeholder"),
    "restore_stakeholder": _("brought the stakeholder back"),
    "save_stakeholders": _("saved stakeholders together"),
    "save_accounts": _("saved accounts together"),
    "place_accounts": _("put accounts below others"),
    "save_affiliations": _("saved affiliations together"),
    "create_account": _("added the account"),
    "edit_account": _("edited the account"),
    "move_account": _("moved the account"),
    "archive_account": _("archived the account"),
    "restore_account": _("brought the account back"),
    "add_affiliation": _("added an affiliation"),
    "edit_affiliation": _("edited an affiliation"),
    "end_affiliation": _("ended an affiliation"),
    "make_main_affiliation": _("chose the main affiliation"),
    "add_identifier": _("added a number"),
}


def register() -> None:
    """Called once, when the app is ready."""
    people = [(Affiliation, "stakeholder"), (StakeholderIdentifier, "stakeholder")]
    places = [(Affiliation, "account"), (AccountIdentifier, "account")]
    register_history("stakeholder", Stakeholder, _("Stakeholder"), related=people)
    register_history("account", Account, _("Account"), related=places)
    register_verbs(VERBS)
