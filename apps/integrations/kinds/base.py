"""What an import carries: one `Kind` per sort of record; the pipeline stages and applies without knowing it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from apps.integrations.formats import RowProblem
    from apps.integrations.kinds.rehearsal import Rehearsal
    from apps.integrations.models import ImportRow, ImportRun
    from apps.users.models import User

#: How much of what happened, by the name of a line in the summary.
Counts = dict[str, int]


@dataclass(frozen=True)
class Cell:
    """One cell of a preview: a text with a smaller one below, or a day."""

    text: str = ""
    small: str = ""
    day: date | None = None


class Take(Protocol):
    """Takes over rows, counts, and sets `problem` on those that it refuses, each for itself.

    `rehearsal`: the file is only looked at, and what is done is taken back; it knows the earlier rows of the file.
    """

    def __call__(
        self, rows: "Sequence[ImportRow]", *, by: "User", run: "ImportRun", rehearsal: "Rehearsal | None"
    ) -> Counts: ...


@dataclass(frozen=True)
class Kind:
    """A sort of record, from the value that a format yields to the tables it ends in.

    `take` takes over many at once in a constant number of queries and answers what became of them; `people` are lines
    that are counted per batch, in which one person may appear again. `pages` say where a line is looked at.
    """

    name: str
    heading: "StrOrPromise"  # of the column of numbers, and of the preview
    import_words: Callable[[int], str]  # the button: "Import 2 publications"
    progress_words: Mapping[str, "StrOrPromise"]  # by state
    fitted: Callable[[Any], tuple[Any, "list[RowProblem]"]]
    label: Callable[[Any], str]
    to_json: Callable[[Any], dict[str, Any]]
    from_json: Callable[[dict[str, Any]], Any]
    take: Take
    lines: Mapping[str, "StrOrPromise"]
    people: Mapping[str, "StrOrPromise"]
    pages: Mapping[str, str]
    preview_head: Sequence["StrOrPromise"]
    preview: Callable[[str, Any], "Sequence[Cell]"]

    def previewed(self, label: str, record: Any) -> list[tuple["StrOrPromise", Cell]]:
        """The cells of a record, each with what stands above it."""
        return list(zip(self.preview_head, self.preview(label, record), strict=True))


def taken_whole(
    record: Callable[[Sequence[Any], "User", "ImportRun"], Counts], from_json: Callable[[Any], Any]
) -> Take:
    """For kinds of which no single row is refused or asked about: all are handed over as records."""

    def take(
        rows: "Sequence[ImportRow]", *, by: "User", run: "ImportRun", rehearsal: "Rehearsal | None"
    ) -> Counts:
        return record([from_json(row.record or {}) for row in rows], by, run)

    return take


def added(one: Mapping[str, int], other: Mapping[str, int]) -> Counts:
    """The sum, line by line."""
    return {name: one.get(name, 0) + other.get(name, 0) for name in {**one, **other}}


def as_is(record: Any) -> "tuple[Any, list[RowProblem]]":
    """For kinds whose format yields only what fits."""
    return record, []


def named_first(names: Sequence[str], more: Callable[[int], str], limit: int = 3) -> str:
    """The first few names, and how many more there are."""
    shown = list(_shortened(names, more, limit))
    return ", ".join(shown)


def _shortened(names: Sequence[str], more: Callable[[int], str], limit: int) -> Iterator[str]:
    yield from names[:limit]
    if len(names) > limit:
        yield more(len(names) - limit)
