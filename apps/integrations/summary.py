"""What an import did, or would do, as labelled numbers: the same words on the page and in the terminal."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.integrations.applying import BATCH
from apps.integrations.models import ImportRun

PUBLICATIONS: dict[str, Any] = {
    "created": _("New publications"),
    "updated": _("Changed publications"),
    "unchanged": _("Unchanged publications"),
    "older": _("Older than what we hold, left out"),
}
PEOPLE: dict[str, Any] = {
    "linked": _("Authors recognised in the directory"),
    "candidates": _("New candidates"),
    "questions": _("Unsure, for you to decide"),
}
#: Where each kind of finding is looked at.
PAGES = {"candidates": "kols:candidates", "questions": "kols:questions"}


@dataclass(frozen=True)
class Line:
    """One number. `is_at_most`: people are counted per batch, and one may appear in several."""

    name: str
    label: "str | Promise"
    number: int
    is_at_most: bool = False

    @property
    def page(self) -> str:
        """Name of the page that lists them; empty when there is none."""
        return PAGES.get(self.name, "") if self.number else ""


def expected_lines(run: ImportRun) -> list[Line]:
    """What importing would do, as far as it was found out while reading."""
    return _lines(run.expected, is_at_most=run.rows_staged + run.problems > BATCH)


def result_lines(run: ImportRun) -> list[Line]:
    """What the import did so far."""
    return _lines(run.counts)


def _lines(counts: dict[str, int], *, is_at_most: bool = False) -> list[Line]:
    found = [Line(name, label, counts.get(name, 0)) for name, label in PUBLICATIONS.items()]
    return found + [Line(name, label, counts.get(name, 0), is_at_most) for name, label in PEOPLE.items()]
