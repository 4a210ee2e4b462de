"""The form that asks what the columns of a table mean: a guess to look at, and what its first rows would become."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from apps.directory.choices import AccountKind, CustomerGroup, DecisionRole, countries
from apps.integrations.columns import KINDS, Mapping, Target, guess_columns, guessed, missing, targets_of
from apps.integrations.columns.shaping import READERS, TableRecord, shaped
from apps.integrations.formats.base import RowProblem
from apps.integrations.kinds import KINDS as RECORD_KINDS
from apps.integrations.kinds import Cell
from apps.integrations.tables import Table

SAMPLES = 3
PREVIEWED = 5
SOURCE = 40
DEFAULT = "default_"
#: What a target may be where the file says nothing.
DEFAULTS: dict[str, Callable[[], Sequence[Any]]] = {
    "kind": lambda: AccountKind.choices,
    "customer_group": lambda: CustomerGroup.choices,
    "customer_groups": lambda: CustomerGroup.choices,
    "decision_role": lambda: DecisionRole.choices,
    "country": countries,
}


@dataclass(frozen=True)
class Column:
    """A column of the file on the page: its heading, what stands in it, and the choice."""

    heading: str
    samples: list[str]
    field: forms.BoundField


@dataclass(frozen=True)
class Became:
    """What a row would become, or why it would be refused."""

    row: int
    cells: Sequence[tuple[Any, Cell]] = ()
    problem: str = ""


class Columns(forms.Form):
    """What a table is and what its columns mean. Fields per column and per default follow the chosen kind."""

    source = forms.CharField(
        label=_("Source"),
        max_length=SOURCE,
        widget=forms.TextInput(attrs={"list": "known-sources", "autocomplete": "off"}),
        help_text=_(
            "The system the file comes from, for example Salesforce."
            " Its numbers and your choices are kept under this name."
        ),
    )
    kind = forms.ChoiceField(
        label=_("What the rows are"), choices=[(kind.name, kind.label) for kind in KINDS.values()]
    )
    header_row = forms.IntegerField(label=_("Headings are in row"), min_value=1, max_value=30)

    def __init__(self, data: QueryDict | None, *, table: Table, known: Mapping | None) -> None:
        self.table = table
        start = self._start(data, known)
        super().__init__(
            data, initial={"source": start.source, "kind": start.kind, "header_row": start.header_row}
        )
        self.start = start
        if len(table.sheets) > 1:
            names = [
                (sheet.name, f"{sheet.name} ({_('hidden')})" if sheet.is_hidden else sheet.name)
                for sheet in table.sheets
            ]
            self.fields["sheet"] = forms.ChoiceField(label=_("Sheet"), choices=names, initial=start.sheet)
        self._add_columns()
        self._add_defaults()

    def _start(self, data: QueryDict | None, known: Mapping | None) -> Mapping:
        """The headings and the guess for what was chosen; what was mapped before where nothing else is chosen."""
        if data is None:
            return known or guessed(self.table)
        sheet = data.get("sheet", known.sheet if known else "")
        row, kind = data.get("header_row", ""), data.get("kind", "")
        if len(seen := data.get("seen", "").split("/", 2)) == 3 and seen[2] != sheet:
            # Another sheet is guessed anew, but for what was changed together with it.
            row, kind = ("" if row == seen[1] else row), ("" if kind == seen[0] else kind)
        return guessed(
            self.table,
            sheet=sheet,
            header_row=int(row) if row.isdecimal() and len(row) < 4 else 0,
            kind=kind if kind in KINDS else "",
        )

    def _add_columns(self) -> None:
        choices = [
            ("", _("Not used")),
            *((target.name, target.label) for target in targets_of(self.start.kind).values()),
        ]
        for place, (heading, target) in enumerate(zip(self.start.headings, self.start.columns, strict=True)):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading, choices=choices, required=False, initial=target
            )

    def _add_defaults(self) -> None:
        for target in targets_of(self.start.kind).values():
            if target.has_default:
                self.fields[DEFAULT + target.name] = forms.ChoiceField(
                    label=target.label,
                    required=False,
                    choices=[("", "—"), *DEFAULTS[target.name]()],
                    initial=_read(target.name, self.start.defaults.get(target.name, "")),
                )

    def clean(self) -> dict[str, Any]:
        """Each target once."""
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for place, heading in enumerate(self.start.headings):
            target = cleaned.get(f"column_{place}", "")
            if target and target in taken:
                self.add_error(
                    f"column_{place}",
                    _("“%(heading)s” has this meaning already.") % {"heading": taken[target]},
                )
            taken.setdefault(target, heading)
        return cleaned

    @property
    def defaults(self) -> list[str]:
        """The targets that may have one value for all."""
        return [name.removeprefix(DEFAULT) for name in self.fields if name.startswith(DEFAULT)]

    @property
    def default_fields(self) -> list[forms.BoundField]:
        """Drawn below the columns."""
        return [self[DEFAULT + name] for name in self.defaults]

    def mapping(self) -> Mapping:
        """What is chosen now, checked or not."""
        return replace(
            self.start,
            source=self._now("source").strip()[:SOURCE],
            columns=self._chosen(),
            defaults={name: text for name in self.defaults if (text := self._now(DEFAULT + name))},
        )

    def _chosen(self) -> list[str]:
        """The columns as sent; guessed anew where the kind, the sheet or the row of the headings was changed."""
        sent = [self._now(f"column_{place}") for place in range(len(self.start.headings))]
        known = targets_of(self.start.kind)
        if self.is_bound and self.data.get("seen") != self.seen:
            return guess_columns(self.start.kind, self.start.headings)
        return [name if name in known else "" for name in sent]

    @property
    def seen(self) -> str:
        """What the columns on the page belong to."""
        return f"{self.start.kind}/{self.start.header_row}/{self.start.sheet}"

    def _now(self, name: str) -> str:
        return str(self[name].value() or "")

    def columns(self) -> Iterator[Column]:
        """For the page."""
        for place, heading in enumerate(self.start.headings):
            samples = [row[place] for row in self._rows() if place < len(row) and row[place]]
            yield Column(heading, list(dict.fromkeys(samples))[:SAMPLES], self[f"column_{place}"])

    def _rows(self) -> list[list[str]]:
        sheet = next(found for found in self.table.sheets if found.name == self.start.sheet)
        return sheet.rows[self.start.header_row :]

    def became(self) -> list[Became]:
        """What the first rows would become."""
        mapping = self.mapping()
        first = enumerate(self._rows(), start=self.start.header_row + 1)
        lines = [(number, row) for number, row in first if row][:PREVIEWED]
        return [_became(found, mapping) for found in shaped(mapping, iter(lines))]

    def preview_head(self) -> Any:
        """The headings of what rows become."""
        return RECORD_KINDS[self.start.kind].preview_head

    def lacking(self) -> list[str]:
        """What is needed and has no column."""
        return [_needed(targets) for targets in missing(self.mapping())]


def _needed(targets: Sequence[Target]) -> str:
    names = str(_(" or ")).join(f"“{target.label}”" for target in targets)
    has_default = any(target.has_default for target in targets)
    return str(_("%(names)s, or one value for all rows") % {"names": names}) if has_default else names


def _read(target: str, text: str) -> str:
    """A value that a script gave in its own words, as the choice it means."""
    found = READERS[target](text) if text else ""
    return str(found[0] if isinstance(found, list) else found)


def _became(found: TableRecord | RowProblem, mapping: Mapping) -> Became:
    if isinstance(found, RowProblem):
        return Became(found.row, problem=found.message)
    return Became(found.row, RECORD_KINDS[mapping.kind].previewed("", found))
