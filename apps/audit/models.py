"""The base of every history table, and the record of what oversight has read."""

import pghistory.models
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.firewall.sides import Side


class HistoryRow(pghistory.models.Event):
    """One state of one row, written by a trigger; numbered widely, for tables that only grow."""

    pgh_id = models.BigAutoField(primary_key=True)

    class Meta:
        abstract = True


class Reading(BaseModel):
    """A compliance officer opened a page with content of the medical or commercial side."""

    side = Side.OVERSIGHT
    insert_only = True

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    page = models.CharField(max_length=100)
    title = models.CharField(_("page"), max_length=200, blank=True)
    path = models.CharField(max_length=300)
    request_id = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="audit_reading_created")]

    def __str__(self) -> str:
        return f"{self.page} read at {self.created_at:%Y-%m-%d %H:%M}"
