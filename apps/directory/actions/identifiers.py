"""Numbers under which others know a person or an organisation: one holder each, one spelling each."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.core.identifiers import SYSTEMS
from apps.directory.actions.rows import held_for_edit
from apps.directory.choices import IdentifierSystem
from apps.directory.models import Account, AccountIdentifier, Stakeholder, StakeholderIdentifier
from apps.directory.queries import holder_of
from apps.users.models import User

MAX_LENGTH = 100


class IdentifierTaken(ValidationError):
    """Somebody else has this number already: `holder` is probably the one meant."""

    def __init__(self, holder: Stakeholder | Account) -> None:
        super().__init__(_("%(name)s has this number already.") % {"name": holder}, code="taken")
        self.holder = holder


def normalised(system: str, value: str) -> str:
    """The one spelling of a number. Raises ValidationError when it cannot be a number of that system."""
    check = SYSTEMS.get(system)
    found = check(value) if check else value.strip()
    if not found or len(found) > MAX_LENGTH:
        label = dict(IdentifierSystem.choices).get(system, system)
        raise ValidationError(
            _("This is no valid number of the system %(system)s. Check each digit.") % {"system": label},
            code="invalid",
        )
    return found


@audited
def add_identifier(*, by: User, thing: Stakeholder | Account, system: str, value: str) -> Any:
    """Record a number. Recording it again for the same holder changes nothing.

    Raises ValidationError for an impossible number, IdentifierTaken when another has it.
    """
    row = held_for_edit(thing, by)
    model, owner = _table(thing)
    value = normalised(system, value)
    try:
        with transaction.atomic():
            found, _is_new = model.objects.get_or_create(system=system, value=value, defaults={owner: row})
    except IntegrityError:
        # Somebody recorded it this very moment; the constraint held, and now it can be read.
        found = model.objects.get(system=system, value=value)
    if getattr(found, f"{owner}_id") != row.pk:
        raise IdentifierTaken(holder_of(model, system, value) or row)
    return found


def _table(thing: Stakeholder | Account) -> tuple[Any, str]:
    return (
        (AccountIdentifier, "account")
        if isinstance(thing, Account)
        else (StakeholderIdentifier, "stakeholder")
    )
