"""What accounts and stakeholders have in common: a folded name to search by, and an archive instead of a bin."""

from abc import abstractmethod
from typing import Any, Self

from django.db import models

from apps.core.folding import fold
from apps.core.models import RevisionedModel
from apps.core.searching import meant_by, named_like
from apps.directory.models.words import NameWord
from apps.firewall.sides import Side
from apps.users.models import User

READERS = {Side.MEDICAL, Side.COMMERCIAL, Side.OVERSIGHT, Side.SAFETY}


class DirectoryQuerySet(models.QuerySet[Any]):
    """Rows of the directory."""

    def visible_to(self, user: User) -> Self:
        """Whoever works with content of any kind may read the directory; administrators may not."""
        return self if user.facts.side in READERS else self.none()

    def current(self) -> Self:
        """Not archived, not merged into another."""
        return self.filter(archived_at=None)

    def named_like(self, text: str) -> Self:
        """Rows whose name contains a word starting with each typed word: any order, any accents, any case."""
        return named_like(self, text)

    def meant_by(self, text: str) -> Self:
        """The same for what people search by: words that begin nobody's name are read as misspelt."""
        return meant_by(self, text, NameWord)


class DirectoryModel(RevisionedModel):
    """A named row that can be archived and brought back."""

    name_folded = models.CharField(max_length=400, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_contact_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="Start of the latest held touchpoint of any function.",
    )

    objects = DirectoryQuerySet.as_manager()

    class Meta:
        abstract = True

    @abstractmethod
    def folded_name(self) -> str:
        """The searchable form of the name; sorts as people expect."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded name in step with the name, also when only some fields are saved."""
        self.name_folded = self.folded_name()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "name_folded"}
        super().save(*args, **kwargs)

    @property
    def is_archived(self) -> bool:
        """Whether the row was put away; it can be brought back."""
        return self.archived_at is not None


def folded(*parts: str) -> str:
    """Join and fold, cut to the column."""
    return fold(" ".join(part for part in parts if part))[:400]
