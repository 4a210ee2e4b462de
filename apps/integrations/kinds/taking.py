"""What taking over rows of tables has in common: the lock, the outcomes, and who or what a row refers to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.directory.actions import Result
from apps.directory.actions.many_accounts import accounts_by_number
from apps.directory.models import Account, Stakeholder, StakeholderIdentifier
from apps.integrations.columns.shaping import Number, Ref, TableRecord
from apps.integrations.models import ImportRow, ImportRun
from apps.integrations.recognising import Place
from apps.integrations.reviews import Answers
from apps.kols.matching import PersonSketch

#: Two imports at once would each add the same person; the number is this lock's name.
LOCK = 5_107_002


def hold_directory() -> None:
    """One import of tables at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@dataclass
class Item:
    """A staged row on its way into the directory."""

    row: ImportRow
    record: TableRecord
    identity: str = ""
    key: UUID | None = None
    is_known: bool = False


def note(items: Sequence[Item], results: Iterable[Result[Any]], counts: Counter[str]) -> list[Item]:
    """Count what became of the rows, tell what was refused; answers the items that were saved."""
    saved = []
    for item, result in zip(items, results, strict=True):
        if result.outcome == "refused":
            item.row.problem = " ".join(result.reasons)
        else:
            counts[result.outcome] += 1
            saved.append(item)
    return saved


def joined(items: Iterable[Item], counts: Counter[str]) -> list[Item]:
    """One item per person or account: files repeat themselves, and the later row wins.

    Rows whose numbers belong to several others stay as they are, to be refused.
    """
    leads: list[Item] = []
    by_mark: dict[Any, Item] = {}
    for item in items:
        marks = [*item.record.numbers, *filter(None, [item.key])]
        found = {id(by_mark[mark]): by_mark[mark] for mark in marks if mark in by_mark}
        lead = next(iter(found.values())) if len(found) == 1 else None
        if lead:
            _join(lead, item)
            counts["repeated"] += 1
        else:
            leads.append(item)
        by_mark |= dict.fromkeys(marks, lead or item)
    return leads


def _join(lead: Item, item: Item) -> None:
    one, other = lead.record, item.record
    values = {**one.values, **other.values}
    if groups := [*one.values.get("customer_groups", ()), *other.values.get("customer_groups", ())]:
        values["customer_groups"] = list(dict.fromkeys(groups))
    numbers = tuple(dict.fromkeys([*one.numbers, *other.numbers]))
    account = other.account or one.account
    lead.record = replace(one, values=values, numbers=numbers, account=account)


def settle(saved: Iterable[Item], answers: Answers) -> None:
    """Rows without a number are known by what they say the next time."""
    for item in saved:
        if item.key and not item.record.numbers:
            answers.settle(item.identity, item.key)
    answers.save_settled()


def people_by_number(numbers: Iterable[Number]) -> dict[Number, Stakeholder]:
    """Who has these numbers; of merged people the one that stayed. One query."""
    asked = set(numbers)
    found = StakeholderIdentifier.objects.filter(value__in={value for _system, value in asked})
    return {
        (row.system, row.value): row.stakeholder.merged_into or row.stakeholder
        for row in found.select_related("stakeholder__merged_into")
        if (row.system, row.value) in asked
    }


def numbers_of(ref: Ref) -> list[Number]:
    """Every number of a reference."""
    return [*filter(None, [ref.number]), *ref.numbers]


def accounts_named_by(records: Iterable[TableRecord]) -> dict[Number, Account]:
    """The accounts that these rows name by number."""
    return accounts_by_number(number for record in records for number in numbers_of(record.account))


def place_of(record: TableRecord) -> Place:
    """The account that a row refers to."""
    return Place(record.account.name, record.account.city)


def sketch_of(first_name: str, last_name: str, numbers: Iterable[Number], *places: str) -> PersonSketch:
    """A person as matching wants it. Numbers of other systems are left out: two systems never agree on those."""
    told = {system: value for system, value in numbers if system in {"npi", "orcid"}}
    return PersonSketch(last_name, first_name, identifiers=told, affiliations=tuple(filter(None, places)))


def origin_of(run: ImportRun) -> str:
    """Where what a run brings comes from, for rows that both sides read.

    The system, which stands in front of its numbers there anyway, and the day; not the file's name, which somebody of
    the medical side chose and which may say anything.
    """
    told = {"source": (run.mapping or {}).get("source", ""), "day": timezone.localdate(run.created_at)}
    return _("a table of %(source)s (%(day)s)") % told if told["source"] else _("a table (%(day)s)") % told


def unknown(ref: Ref, *, is_person: bool) -> str:
    """Why a reference leads nowhere, and what to do."""
    number = ref.number[1].partition(":")[2] if ref.number else ""
    name = ref.name or f"{ref.first_name} {ref.last_name}".strip()
    words = {"what": " ".join(filter(None, [name, number and f"({number})"]))}
    if is_person:
        return _("The person %(what)s is not in the directory. Import stakeholders first.") % words
    return _("The account %(what)s is not in the directory. Import accounts first.") % words
