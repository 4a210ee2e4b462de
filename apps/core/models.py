"""What every row of the domain has: a key made by the client, times, and a revision for rows that people edit."""

import uuid
from typing import Any

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """A UUIDv7: sorts by time, and can be made before the row is (offline drafts, API upserts)."""
    return uuid7()


def is_key(text: str) -> bool:
    """Whether a text that came from outside can be a key at all."""
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False


def unique_name(name: str) -> models.UniqueConstraint:
    """No two rows of a list bear the same name, in whatever case it is typed."""
    return models.UniqueConstraint(Lower("name"), name=name, violation_error_message=_("This name is taken."))


class BaseModel(models.Model):
    """Key and times. Times are set by the database's caller in UTC."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: "models.Field[Any, Any]") -> str:
        """What `get_..._display` says. Django's own translates and hashes every choice of the field to find one."""
        value = getattr(self, field.attname)
        return next((str(label) for key, label in field.flatchoices if key == value), str(value or ""))


class RevisionedModel(BaseModel):
    """A row that people edit: each save raises `revision`, which REST shows, so that a reader's copy can be dated.

    Forms do not use it: they carry a signed `before` and merge (docs/decisions/0005).
    """

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raise the revision of a row that exists already."""
        if not self._state.adding:
            self.revision += 1
            if (fields := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*fields, "revision", "updated_at"}
        super().save(*args, **kwargs)
