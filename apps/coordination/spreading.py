"""A new version of the disclosure policy also holds for what people and accounts remember of their last contact.

The version's own row is the job (`spread_at`): a message only wakes the worker, a sweep finds what was missed, and a
run that died is begun again. Batches are short transactions, so that who logs a contact meanwhile does not wait.
"""

import uuid
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from apps.coordination.models import DisclosurePolicy
from apps.coordination.remembering import read_anew
from apps.directory.models import Account, Stakeholder
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side

BATCH = 500


def spread() -> None:
    """Apply the version in force to every remembered contact, once. Safe to run twice, also at once."""
    with acting_as(Side.OVERSIGHT):
        policy = DisclosurePolicy.objects.filter(state="approved", spread_at=None).first()
    if policy is None:
        return
    for keys in _batches(Stakeholder.objects.all()):
        with acting_as(Side.OVERSIGHT):
            read_anew(Stakeholder.objects.filter(pk__in=keys), Account.objects.none())
    for keys in _batches(Account.objects.all()):
        with acting_as(Side.OVERSIGHT):
            read_anew(Stakeholder.objects.none(), Account.objects.filter(pk__in=keys))
    with acting_as(Side.OVERSIGHT):
        DisclosurePolicy.objects.filter(pk=policy.pk).update(spread_at=timezone.now())


def _batches(rows: "QuerySet[Any]") -> Iterator[list[uuid.UUID]]:
    """The keys of all rows, in their order. Also of those whom nobody met: a version that tells more brings contacts
    back that nobody remembered."""
    found, last = rows.order_by("pk").values_list("pk", flat=True), None
    while True:
        with acting_as(Side.OVERSIGHT):
            keys = list((found if last is None else found.filter(pk__gt=last))[:BATCH])
        if not keys:
            return
        yield keys
        last = keys[-1]


def spread_later() -> None:
    """Once the approval is committed."""
    from apps.coordination.tasks import spread_disclosure

    transaction.on_commit(spread_disclosure.delay, robust=True)
