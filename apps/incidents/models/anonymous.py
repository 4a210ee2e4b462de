"""What somebody reports without a name. Nothing here, nor beside it, leads to who it was (see the README)."""

import uuid
from datetime import UTC, date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.firewall.sides import Side
from apps.incidents.choices import IncidentKind
from apps.incidents.models.incidents import OversightQuerySet


def today() -> date:
    """The day in UTC: that of the person's own zone would tell where they are."""
    return datetime.now(UTC).date()


class AnonymousReport(models.Model):
    """No history, no time, no key that tells when it was made: a random one, and the day."""

    side = Side.OVERSIGHT
    insert_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    received_on = models.DateField(_("received on"), default=today)
    kind = models.CharField(_("kind"), max_length=20, choices=IncidentKind.choices)
    what_happened = models.TextField(_("what happened"), max_length=5_000)
    happened_on = models.DateField(_("happened on"), null=True, blank=True)

    objects = OversightQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.received_on}"
