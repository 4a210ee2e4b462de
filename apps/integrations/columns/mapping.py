"""What somebody said the columns mean: kept on the run, and under the name of the source for the next file."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median_low
from typing import Any

from django.core.exceptions import ValidationError

from apps.integrations.columns import words
from apps.integrations.columns.guessing import (
    guess_columns,
    guess_header_row,
    guess_kind,
    headings,
    plain,
    worth,
)
from apps.integrations.columns.targets import Target, targets_of
from apps.integrations.tables import Table

#: Targets that know a closed list of words, and how many cells must be beyond them before a column is something else.
CLOSED: dict[str, Callable[[str], Any]] = {
    "kind": words.account_kind,
    "customer_group": words.group,
    "customer_groups": words.groups,
    "decision_role": words.decision_role,
}
ENOUGH = 3


@dataclass(frozen=True)
class Mapping:
    """How to read a table. `columns` holds a target per column ("": not used), `defaults` a value for empty cells."""

    kind: str
    header_row: int
    headings: list[str]
    columns: list[str]
    sheet: str = ""
    source: str = ""
    defaults: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """For the run."""
        return asdict(self)

    @property
    def places(self) -> dict[str, int]:
        """Where each used target stands."""
        return {name: place for place, name in enumerate(self.columns) if name}

    @property
    def ignored(self) -> list[str]:
        """Headings of columns that are not used."""
        return [name for name, target in zip(self.headings, self.columns, strict=True) if not target]

    def heading_of(self, target: str) -> str:
        """How the file calls a target."""
        place = self.places.get(target)
        return self.headings[place] if place is not None else str(targets_of(self.kind)[target].label)


def guessed(table: Table, *, sheet: str = "", header_row: int = 0, kind: str = "") -> Mapping:
    """The likeliest meaning of a table; what is given is taken as it is."""
    shown = [found for found in table.sheets if found.rows and not found.is_hidden] or table.sheets
    chosen = next((found for found in table.sheets if found.name == sheet), None) or max(
        shown, key=lambda found: worth(found.rows)
    )
    row = header_row if 0 < header_row <= len(chosen.rows) else guess_header_row(chosen.rows)
    # Most rows: a single longer one has a cell too many, and is refused as such.
    width = median_low([len(found) for found in chosen.rows[row - 1 :] if found] or [0])
    cells = chosen.rows[row - 1] if chosen.rows else []
    names = headings([*cells, *[""] * (width - len(cells))])
    kind = kind or guess_kind(names)
    columns = [
        name if _is_meant(name, [found[place] for found in chosen.rows[row:] if place < len(found)]) else ""
        for place, name in enumerate(guess_columns(kind, names))
    ]
    return Mapping(kind, row, names, columns, chosen.name)


def _is_meant(target: str, cells: Sequence[str]) -> bool:
    """Salesforce has a TYPE that says “Account” in every row: no type of ours, whatever its heading."""
    said = [text for text in cells if text]
    return target not in CLOSED or len(said) < ENOUGH or any(_is_known(target, text) for text in set(said))


def _is_known(target: str, text: str) -> bool:
    try:
        CLOSED[target](text)
    except ValidationError:
        return False
    return True


def missing(mapping: Mapping) -> list[list[Target]]:
    """What a kind needs and the mapping lacks: per need, the targets of which one would do."""
    needs: dict[str, list[Target]] = {}
    for target in targets_of(mapping.kind).values():
        if target.needs:
            needs.setdefault(target.needs, []).append(target)
    has = set(mapping.columns) | {name for name, value in mapping.defaults.items() if value}
    found = [targets for targets in needs.values() if not has & {target.name for target in targets}]
    return found + _half_named(mapping, has)


def _half_named(mapping: Mapping, has: set[str]) -> list[list[Target]]:
    """A first name alone names nobody."""
    named = targets_of(mapping.kind)
    if "first_name" in has and not has & {"last_name", "full_name"}:
        return [[named["last_name"], named["full_name"]]]
    return []


def fingerprint(names: Sequence[str]) -> str:
    """Tells one set of headings from another; their order, case and gaps do not matter."""
    return hashlib.sha256("\n".join(sorted(map(plain, names))).encode()).hexdigest()
