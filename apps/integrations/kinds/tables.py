"""Rows of tables: stakeholders, accounts, and who works where. Numbers decide, then people do; see `recognising`."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.directory.choices import AccountKind, CustomerGroup, DecisionRole, countries
from apps.integrations.columns.shaping import TableRecord, from_json, to_json
from apps.integrations.columns.targets import ACCOUNTS, AFFILIATIONS, STAKEHOLDERS
from apps.integrations.kinds.base import Cell, Kind, Take, as_is
from apps.integrations.kinds.take_accounts import take_accounts
from apps.integrations.kinds.take_affiliations import take_affiliations
from apps.integrations.kinds.take_stakeholders import take_stakeholders

QUESTIONS = {"questions": _("Unsure, for you to decide")}
PAGES = {"questions": "integrations:review"}
#: Words for what is kept as a code.
_LABELS: dict[str, dict[Any, Any]] = {
    "kind": dict(AccountKind.choices),
    "customer_group": dict(CustomerGroup.choices),
    "customer_groups": dict(CustomerGroup.choices),
    "decision_role": dict(DecisionRole.choices),
    "country": dict(countries()),
}
#: Hidden in the preview: what it says is said by the row's own words.
_NOT_SHOWN = {"first_name", "last_name", "name"}


def preview(label: str, record: TableRecord) -> tuple[Cell, ...]:
    """What a row becomes, in words."""
    said = {name: value for name, value in record.values.items() if name not in _NOT_SHOWN and value}
    facts = ", ".join(_words_of(name, value) for name, value in said.items() if value is not True)
    place = ", ".join(filter(None, [record.account.name, record.account.city]))
    numbers = ", ".join(
        value.partition(":")[2] if system == "crm" else value for system, value in record.numbers
    )
    return Cell(record.label, label.partition(":")[0]), Cell(facts, place), Cell(numbers)


def _words_of(name: str, value: Any) -> str:
    """A value as pages call it."""
    labels = _LABELS.get(name, {})
    parts = value if isinstance(value, list) else [value]
    return ", ".join(str(labels.get(part, part)) for part in parts)


def _kind(name: str, heading: Any, words: Callable[[int], str], take: Take, lines: dict[str, Any]) -> Kind:
    return Kind(
        name=name,
        heading=heading,
        import_words=words,
        progress_words={"applying": _("Rows imported"), "staging": _("Rows read")},
        fitted=as_is,
        label=lambda record: str(_("row %(row)s") % {"row": record.row}) + f": {record.label}",
        to_json=to_json,
        from_json=from_json,
        take=take,
        lines={},
        people={**lines, **QUESTIONS},
        pages=PAGES,
        preview_head=(heading, _("What the row says"), _("Numbers")),
        preview=preview,
    )


def _stakeholder_words(count: int) -> str:
    return ngettext("Import %(count)s stakeholder", "Import %(count)s stakeholders", count) % {
        "count": f"{count:,}"
    }


def _account_words(count: int) -> str:
    return ngettext("Import %(count)s account", "Import %(count)s accounts", count) % {"count": f"{count:,}"}


def _affiliation_words(count: int) -> str:
    return ngettext("Import %(count)s affiliation", "Import %(count)s affiliations", count) % {
        "count": f"{count:,}"
    }


TABLES = (
    _kind(
        STAKEHOLDERS,
        _("Stakeholders"),
        _stakeholder_words,
        take_stakeholders,
        {
            "created": _("New stakeholders"),
            "updated": _("Changed stakeholders"),
            "unchanged": _("Unchanged stakeholders"),
            "repeated": _("Further rows about the same person"),
            "affiliations": _("Affiliations added or changed"),
            "places_unknown": _("Accounts not found, affiliation left out"),
        },
    ),
    _kind(
        ACCOUNTS,
        _("Accounts"),
        _account_words,
        take_accounts,
        {
            "created": _("New accounts"),
            "updated": _("Changed accounts"),
            "unchanged": _("Unchanged accounts"),
            "repeated": _("Further rows about the same account"),
            "placed": _("Put below another account"),
        },
    ),
    _kind(
        AFFILIATIONS,
        _("Affiliations"),
        _affiliation_words,
        take_affiliations,
        {
            "created": _("New affiliations"),
            "updated": _("Changed affiliations"),
            "unchanged": _("Unchanged affiliations"),
            "left_out": _("Left out, as you decided"),
        },
    ),
)
