"""SHARED tables: who and where. Both sides read, add and change them; nothing is deleted, only archived."""

from apps.directory.models.accounts import Account, AccountIdentifier
from apps.directory.models.affiliations import Affiliation
from apps.directory.models.stakeholders import Stakeholder, StakeholderIdentifier
from apps.directory.models.words import NameWord

__all__ = ["Account", "AccountIdentifier", "Affiliation", "NameWord", "Stakeholder", "StakeholderIdentifier"]
