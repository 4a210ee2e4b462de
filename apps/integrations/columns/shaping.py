"""A row of a table as a checked record, or what is wrong with it: row and column named, and what would be right."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from apps.core import identifiers
from apps.directory.models import Account, Affiliation, Stakeholder
from apps.integrations.columns import words
from apps.integrations.columns.mapping import Mapping
from apps.integrations.columns.targets import ACCOUNTS, AFFILIATIONS, STAKEHOLDERS, targets_of
from apps.integrations.formats.base import RowProblem

Number = tuple[str, str]


@dataclass(frozen=True)
class Ref:
    """Somebody or some place that a row names: by number, by name, or both."""

    number: Number | None = None
    numbers: tuple[Number, ...] = ()
    name: str = ""
    first_name: str = ""
    last_name: str = ""
    city: str = ""

    def __bool__(self) -> bool:
        return bool(self.number or self.numbers or self.name or self.last_name)


@dataclass(frozen=True)
class TableRecord:
    """One row, checked. `values` are fields of the row it becomes; `first_values` only count where it is new."""

    row: int
    cells: tuple[str, ...]
    label: str
    values: dict[str, Any]
    first_values: dict[str, Any] = field(default_factory=dict)
    numbers: tuple[Number, ...] = ()
    person: Ref = Ref()
    account: Ref = Ref()
    parent: Number | None = None
    affiliation: dict[str, Any] = field(default_factory=dict)
    #: Not the row itself, but what it is part of: known once all rows are there.
    is_placing: bool = False


def _checked(system: str, message: Callable[[str], str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if found := identifiers.SYSTEMS[system](words.number(text)):
            return found
        raise ValidationError(message(text[:40]))

    return read


def _email(text: str) -> str:
    validate_email(text)
    return text


def _website(text: str) -> str:
    return text if "://" in text else f"https://{text}"


#: How a cell of a target is read; plain text where nothing is said.
READERS: dict[str, Callable[[str], Any]] = {
    "npi": _checked("npi", lambda text: _("“%(text)s” is no valid NPI: check each digit.") % {"text": text}),
    "orcid": _checked(
        "orcid", lambda text: _("“%(text)s” is no valid ORCID iD: check each digit.") % {"text": text}
    ),
    "external_id": words.number,
    "national": words.number,
    "account_external_id": words.number,
    "person_external_id": words.number,
    "parent_external_id": words.number,
    "customer_groups": words.groups,
    "customer_group": words.group,
    "kind": words.account_kind,
    "decision_role": words.decision_role,
    "country": words.country,
    "do_not_contact": words.is_yes,
    "is_primary": words.is_yes,
    "started_on": words.day,
    "ended_on": words.day,
    "email": _email,
    "website": _website,
}
READERS |= {"person_npi": READERS["npi"], "person_orcid": READERS["orcid"]}
MODELS: dict[str, Any] = {STAKEHOLDERS: Stakeholder, ACCOUNTS: Account, AFFILIATIONS: Affiliation}
OWN_SYSTEMS = ("npi", "orcid", "ror", "national")


def shaped(mapping: Mapping, lines: Iterator[tuple[int, list[str]]]) -> Iterator[TableRecord | RowProblem]:
    """Each row as a record or a problem."""
    for row, cells in lines:
        yield _Row(mapping, row, cells).shaped()


class _Row:
    """One row on its way."""

    def __init__(self, mapping: Mapping, row: int, cells: Sequence[str]) -> None:
        self.mapping, self.row, self.cells = mapping, row, tuple(cells)
        self.found: dict[str, Any] = {}
        self.defaulted: dict[str, Any] = {}
        self.problems: list[str] = []

    def shaped(self) -> TableRecord | RowProblem:
        """The record, unless something is wrong."""
        pointer = _("row %(row)s") % {"row": self.row}
        if len(self.cells) > len(self.mapping.headings):
            self.problems.append(
                _("The row has more cells than there are headings, so its cells may have moved.")
            )
        else:
            self._read()
        if not self.problems:
            record = SHAPES[self.mapping.kind](self)
            self._check_lengths(record)
        if self.problems:
            return RowProblem(self.row, pointer, " ".join(self.problems), self.cells)
        return record

    def _read(self) -> None:
        places = self.mapping.places
        for name in targets_of(self.mapping.kind):
            place = places.get(name)
            text = self.cells[place] if place is not None and place < len(self.cells) else ""
            default = self.mapping.defaults.get(name, "")
            if text or default:
                self._read_cell(name, text or default, is_default=not text)

    def _read_cell(self, name: str, text: str, *, is_default: bool) -> None:
        try:
            value = READERS.get(name, str)(text)
        except ValidationError as fault:
            self.complain(name, " ".join(fault.messages))
            return
        (self.defaulted if is_default else self.found)[name] = value

    def complain(self, target: str, message: str) -> None:
        """Tell the column first."""
        column = self.mapping.heading_of(target)
        self.problems.append(_("Column “%(column)s”: %(message)s") % {"column": column, "message": message})

    def _check_lengths(self, record: TableRecord) -> None:
        fields = MODELS[self.mapping.kind]._meta
        for name, value in record.values.items():
            limit = getattr(fields.get_field(name), "max_length", None)
            if isinstance(value, str) and limit and len(value) > limit:
                self.complain(name, _("longer than %(limit)s characters.") % {"limit": limit})
        for _system, value in record.numbers:
            if len(value) > LONGEST_NUMBER:
                self.complain(
                    "external_id", _("longer than %(limit)s characters.") % {"limit": LONGEST_NUMBER}
                )

    def take(self, *names: str) -> dict[str, Any]:
        """The filled cells among these targets."""
        return {name: self.found[name] for name in names if name in self.found}

    def source_number(self, target: str) -> Number | None:
        """A number of the file's source, under the source's name: two systems may both have a 1."""
        value = self.found.get(target)
        return ("crm", f"{source_key(self.mapping.source)}:{value}") if value else None

    def numbers(self) -> tuple[Number, ...]:
        """All numbers of the row itself."""
        own = self.source_number("external_id")
        others = [(system, self.found[system]) for system in OWN_SYSTEMS if system in self.found]
        return (*filter(None, [own]), *others)


LONGEST_NUMBER = 100


def source_key(source: str) -> str:
    """The source's name as it stands in front of its numbers."""
    return " ".join(source.split()).lower()[:40]


def _stakeholder(row: _Row) -> TableRecord:
    values = row.take("first_name", "middle_name", "last_name", "suffix", "degrees", "specialty", "country", "email",
                      "phone", "customer_groups")  # fmt: skip
    if "last_name" not in values:
        values |= words.name_parts(row.found.get("full_name", ""))
    if not values.get("last_name"):
        row.complain("last_name" if "last_name" in row.mapping.places else "full_name", _("no name."))
    # An import may bring the wish not to be contacted, and never lifts it.
    if row.found.get("do_not_contact"):
        values["do_not_contact"] = True
    if not values.get("customer_groups") and "customer_groups" not in row.defaulted:
        row.complain("customer_groups", _("empty. Fill it, or choose a group for all."))
    account = Ref(row.source_number("account_external_id"), name=row.found.get("account_name", ""),
                  city=row.found.get("account_city", ""))  # fmt: skip
    label = " ".join(filter(None, [values.get("first_name"), values.get("last_name")]))
    return TableRecord(row.row, row.cells, label, values, _without(row.defaulted, "customer_groups", "country"),
                       row.numbers(), account=account, affiliation=row.take("role"))  # fmt: skip


def _without(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}


def _account(row: _Row) -> TableRecord:
    values = row.take(
        "name", "kind", "customer_group", "street", "city", "region", "postal_code", "country", "website"
    )
    if not values.get("name"):
        row.complain("name", _("no name."))
    if not values.get("kind") and "kind" not in row.defaulted:
        row.complain("kind", _("empty. Fill it, or choose a type for all."))
    first = _without(row.defaulted, "kind", "customer_group", "country")
    parent = row.source_number("parent_external_id")
    if parent and not row.source_number("external_id"):
        row.complain(
            "parent_external_id", _("the account itself has no number, so it cannot be found again.")
        )
    return TableRecord(
        row.row, row.cells, values.get("name", ""), values, first, row.numbers(), parent=parent
    )


def _affiliation(row: _Row) -> TableRecord:
    named = words.name_parts(row.found.get("person_name", ""))
    own = [
        (system, row.found[f"person_{system}"])
        for system in ("npi", "orcid")
        if f"person_{system}" in row.found
    ]
    person = Ref(row.source_number("person_external_id"), tuple(own),
                 first_name=row.found.get("person_first_name", named["first_name"]),
                 last_name=row.found.get("person_last_name", named["last_name"]))  # fmt: skip
    account = Ref(row.source_number("account_external_id"), name=row.found.get("account_name", ""),
                  city=row.found.get("account_city", ""))  # fmt: skip
    for ref, message in ((person, _("The row names no person.")), (account, _("The row names no account."))):
        if not ref:
            row.problems.append(message)
    values = row.take("role", "decision_role", "started_on", "ended_on", "is_primary")
    if values.get("ended_on", date.max) < values.get("started_on", date.min):
        row.complain("ended_on", _("before it began."))
    texts = (row.found.get("person_name") or f"{person.first_name} {person.last_name}".strip(), account.name)
    label = ", ".join(filter(None, texts)) or _("row %(row)s") % {"row": row.row}
    return TableRecord(row.row, row.cells, label, values, _without(row.defaulted, "decision_role"),
                       person=person, account=account)  # fmt: skip


SHAPES: dict[str, Callable[[_Row], TableRecord]] = {
    STAKEHOLDERS: _stakeholder,
    ACCOUNTS: _account,
    AFFILIATIONS: _affiliation,
}

#: Values that are days, in ISO form while they are staged.
DAYS = ("started_on", "ended_on")


def to_json(record: TableRecord) -> dict[str, Any]:
    """What a staged row holds; days in ISO form."""
    found = asdict(record)
    days = {name: value.isoformat() for name, value in found["values"].items() if isinstance(value, date)}
    return found | {"values": found["values"] | days}


def from_json(found: dict[str, Any]) -> TableRecord:
    """The record that was staged."""
    values = {
        name: date.fromisoformat(value) if name in DAYS else value for name, value in found["values"].items()
    }
    return TableRecord(
        **found
        | {
            "cells": tuple(found["cells"]),
            "values": values,
            "numbers": tuple(map(_number, found["numbers"])),
            "person": _ref(found["person"]),
            "account": _ref(found["account"]),
            "parent": _number(found["parent"]) if found["parent"] else None,
        }
    )


def _number(pair: Sequence[str]) -> tuple[str, str]:
    return pair[0], pair[1]


def _ref(found: dict[str, Any]) -> Ref:
    number = _number(found["number"]) if found["number"] else None
    return Ref(**found | {"number": number, "numbers": tuple(map(_number, found["numbers"]))})
