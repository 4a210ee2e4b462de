"""Drafts: what is being typed, saved every few seconds, given back after a crash, gone once it is saved properly.

What is typed is content, so each side keeps it in a table of its own: a model derived from `DraftModel`, and one
`Drafts` that says who types there. `core/autosave.py` is what a page does with them.
"""

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.core.locks import one_at_a_time
from apps.core.models import BaseModel
from apps.core.verdict import Verdict

#: Not typed by the person, or not to be given back later.
NOT_TYPED = {"csrfmiddlewaretoken", "do"}
MOST_CHARACTERS = 200_000


class DraftModel(BaseModel):
    """The unsaved form of one page about one record, whose key is made when the form is opened."""

    class Page(models.TextChoices):
        """The page whose form it is, by the name of its address."""

        LOG = "log", "log"
        AMEND = "amend", "amend"
        EDIT_PLAN = "edit_plan", "edit_plan"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    page = models.CharField(max_length=20, choices=Page.choices, default=Page.LOG)
    record_id = models.UUIDField()
    fields = models.JSONField(help_text="Form field name to list of typed values, as the browser sent them.")
    saved_at = models.DateTimeField()

    #: Names of the people chosen in it, filled in by the query for a list of drafts.
    people: str = ""

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["owner", "record_id", "page"], name="%(app_label)s_one_draft")
        ]

    def __str__(self) -> str:
        return f"Draft ({self.page}) of {self.record_id}"

    def get_absolute_url(self) -> str:
        """The page where it goes on."""
        return reverse(f"{self._meta.app_label}:{self.page}", args=[self.record_id])


@dataclass(frozen=True)
class Drafts:
    """The drafts of one side: their table, the pages that have them, and who types there."""

    model: type[DraftModel]
    pages: Collection[str]
    may_type: Callable[[Any], Verdict]

    def save(self, *, by: Any, page: str, id: uuid.UUID, fields: Mapping[str, list[str]]) -> datetime:
        """Keep the fields of a form as they are, valid or not; answers when. PermissionDenied, or ValueError if huge.

        Not `audited`: drafts have no history by design, they are typing and not a record.
        """
        self.may_type(by).require()
        one_at_a_time(id)
        kept = {
            name: [_storable(value) for value in values]
            for name, values in fields.items()
            if name not in NOT_TYPED
        }
        if sum(len(value) for values in kept.values() for value in values) > MOST_CHARACTERS:
            raise ValueError("too much text for a draft")
        now = timezone.now()
        self._all().update_or_create(
            owner=by, record_id=id, page=page, defaults={"fields": kept, "saved_at": now}
        )
        return now

    def discard(self, *, by: Any, id: uuid.UUID, page: str = "") -> None:
        """Forget it: it was saved, or the person said so; without a page, all about this record. PermissionDenied."""
        self.may_type(by).require()
        found = self._all().filter(owner=by, record_id=id)
        (found.filter(page=page) if page else found).delete()

    def find(self, user: Any, page: str, id: uuid.UUID) -> Any:
        """What this person typed there and did not save; None when there is nothing."""
        return self._all().filter(owner=user, page=page, record_id=id).first()

    def of(self, user: Any) -> "QuerySet[Any]":
        """All that this person typed and did not save, newest first."""
        return self._all().filter(owner=user).order_by("-saved_at")

    def from_nothing(self, user: Any, records: "QuerySet[Any]") -> "QuerySet[Any]":
        """Drafts of what is not among these records, so not saved at all; others are found on their own record."""
        return self.of(user).filter(~Exists(records.filter(pk=OuterRef("record_id"))))

    def unfinished(self, person: Any) -> "QuerySet[Any]":
        """What somebody else could finish: not amendments, because only the owner of a record amends it."""
        return self._all().filter(owner=person).exclude(page=DraftModel.Page.AMEND)

    def hand_over(self, *, person: Any, to: Any) -> None:
        """Unfinished drafts go to `to`; where they typed about the same themselves, both stay with their owners."""
        own = self._all().filter(owner=to, record_id=OuterRef("record_id"), page=OuterRef("page"))
        self.unfinished(person).filter(~Exists(own)).update(owner=to)

    def _all(self) -> "models.Manager[Any]":
        return self.model._default_manager


def _storable(value: str) -> str:
    """PostgreSQL keeps every character but one."""
    return value.replace("\x00", "")
