"""What an import did, or would do, as labelled numbers: the same words on the page and in the terminal."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.integrations.applying import BATCH
from apps.integrations.kinds import kind_of
from apps.integrations.models import ImportRun

#: After an import: the pages on which something waits, and what to do there.
NEXT_STEPS = {"integrations:review": _("Decide who is who"), "kols:candidates": _("See the new candidates")}


@dataclass(frozen=True)
class Line:
    """One number. `is_at_most`: people are counted per batch, and one may appear in several."""

    name: str
    label: "str | Promise"
    number: int
    is_at_most: bool = False
    page: str = ""  # name of the page that lists them; empty when there is none
    query: str = ""  # what of that page is this import's

    @property
    def next_step(self) -> "str | Promise":
        """What to do on that page, in words; empty when nothing waits there."""
        return NEXT_STEPS.get(self.page, "")


def expected_lines(run: ImportRun) -> list[Line]:
    """What importing would do, as far as it was found out while reading."""
    return _lines(run, run.expected, is_at_most=run.rows_staged + run.problems > BATCH)


def result_lines(run: ImportRun) -> list[Line]:
    """What the import did so far."""
    return _lines(run, run.counts)


def _lines(run: ImportRun, counts: dict[str, int], *, is_at_most: bool = False) -> list[Line]:
    kind = kind_of(run)
    found = []
    for name, label in {**kind.lines, **kind.people}.items():
        number = counts.get(name, 0)
        page = kind.pages.get(name, "") if number else ""
        found.append(Line(name, label, number, is_at_most and name in kind.people, page, _query(page, run)))
    return found


def _query(page: str, run: ImportRun) -> str:
    """Only what this import found."""
    if page == "integrations:review":
        return urlencode({"run": str(run.pk)})
    return urlencode({"file": run.file_name}) if page == "kols:candidates" else ""
