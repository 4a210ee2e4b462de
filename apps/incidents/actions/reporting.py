"""Reporting, with one's name or without. Nothing is read back: the reporter's side may add and no more."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.incidents import telling
from apps.incidents.choices import Found
from apps.incidents.models import AnonymousReport, Incident, Receipt
from apps.incidents.policies import may_report
from apps.users.models import User


@audited
def report_incident(*, by: User, id: uuid.UUID, values: Mapping[str, Any]) -> None:
    """Report what happened, under the reporter's own side; a form sent twice (the same `id`) reports once.

    `values`: kind, what_happened, happened_on. Raises PermissionDenied, or ValidationError for a day to come.
    """
    may_report(by).require()
    if values["happened_on"] > timezone.localdate():
        raise ValidationError({"happened_on": [_("This day is still to come.")]})
    incident = Incident(id=id, found=Found.REPORT, reported_by=by, **values)
    # Without a conflict target and without RETURNING, PostgreSQL asks for no right to read.
    Incident.objects.bulk_create([incident], ignore_conflicts=True)
    _give_receipt(incident, by)
    telling.reported(incident, by)


def _give_receipt(incident: Incident, by: User) -> None:
    """Written on the side of oversight, which alone writes receipts: not every side may write on shared ground."""
    with acting_as(Side.OVERSIGHT):
        receipt = Receipt(
            incident_id=incident.pk, reporter=by, kind=incident.kind, state_on=timezone.localdate()
        )
        Receipt.objects.bulk_create([receipt], ignore_conflicts=True)


def report_anonymously(*, id: uuid.UUID, kind: str, what_happened: str, happened_on: Any = None) -> None:
    """Report without a name, in a transaction in which nothing else is written. It knows nobody: hence no `by`.

    `id` is a random key that the form was opened with, so that sending it twice reports once. Raises ValueError for a
    key that is not random: a UUIDv7 would tell when.
    """
    if id.version != 4:
        raise ValueError("The key of an anonymous report is random.")
    report = AnonymousReport(id=id, kind=kind, what_happened=what_happened, happened_on=happened_on)
    AnonymousReport.objects.bulk_create([report], ignore_conflicts=True)
