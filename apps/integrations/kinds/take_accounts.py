"""Accounts from tables into the directory; what they are part of once all of them are there."""

from collections import Counter
from collections.abc import Sequence

from apps.core.models import new_id
from apps.directory.actions import AccountRow, place_accounts, save_accounts
from apps.directory.actions.many_accounts import accounts_by_number
from apps.integrations.columns.shaping import Number, from_json, source_key
from apps.integrations.kinds.base import Counts
from apps.integrations.kinds.rehearsal import Rehearsal
from apps.integrations.kinds.taking import Item, hold_directory, joined, note, settle
from apps.integrations.models import ImportRow, ImportRun, Review
from apps.integrations.recognising import Place, accounts_like, sure_one
from apps.integrations.reviews import NONE_OF_THEM, Answers, identity_of
from apps.users.models import User


def take_accounts(
    rows: Sequence[ImportRow], *, by: User, run: ImportRun, rehearsal: Rehearsal | None
) -> Counts:
    """Add, update, ask. Sets `problem` on rows that are refused."""
    hold_directory()
    items = [Item(row, from_json(row.record or {})) for row in rows]
    counts: Counter[str] = Counter()
    rows_of_accounts = [item for item in items if not item.record.is_placing]
    placings = [item for item in items if item.record.is_placing]
    _save(rows_of_accounts, by, run, counts)
    if rehearsal is None:
        _place(placings, by, counts)
    else:
        _rehearse(rehearsal, rows_of_accounts, placings, counts)
    return dict(counts)


def _save(items: list[Item], by: User, run: ImportRun, counts: Counter[str]) -> None:
    clear, answers = _recognised(items, run, counts)
    ready = joined(clear, counts)
    results = save_accounts([_row(item) for item in ready], by=by) if ready else []
    settle(note(ready, results, counts), answers)


def _row(item: Item) -> AccountRow:
    record = item.record
    return AccountRow(record.values, record.numbers, item.key, record.first_values)


def _place(items: list[Item], by: User, counts: Counter[str]) -> None:
    outcomes: Counter[str] = Counter()
    note(items, place_accounts([_pair(item) for item in items], by=by) if items else [], outcomes)
    counts["placed"] += outcomes["updated"]


def _rehearse(rehearsal: Rehearsal, rows: list[Item], placings: list[Item], counts: Counter[str]) -> None:
    """While a file is looked at, the account above may stand in it and not be there yet."""
    for item in rows:
        if not item.row.problem:
            rehearsal.note(item.record.numbers)
    rehearsal.look_up(number for item in placings for number in _pair(item))
    for item in placings:
        item.row.problem = rehearsal.place(*_pair(item), label=item.record.label)
    counts["placed"] += sum(not item.row.problem for item in placings)


def _pair(item: Item) -> tuple[Number, Number]:
    """The account's own number, and the one of what it is part of."""
    own = item.record.numbers[0]
    return own, item.record.parent or own


def _recognised(items: list[Item], run: ImportRun, counts: Counter[str]) -> tuple[list[Item], Answers]:
    """The rows of which it is clear which account they mean, or that they mean a new one."""
    known = accounts_by_number(number for item in items for number in item.record.numbers)
    seen = set(known)
    open_items = []
    for item in items:
        item.is_known = bool(seen & set(item.record.numbers))
        seen |= set(item.record.numbers)
        if not item.is_known:
            item.identity = _identity(item)
            open_items.append(item)
    answers = Answers.about(run, (item.identity for item in open_items))
    _decide(open_items, answers, _source_of(run))
    counts["questions"] += answers.save()
    return [item for item in items if item.identity not in answers.asked], answers


def _decide(items: list[Item], answers: Answers, source: str) -> None:
    undecided = [item for item in items if answers.of(item.identity) is None]
    places = {item.identity: _place_of(item, source) for item in undecided}
    guesses = accounts_like(places.values())
    new: dict[str, object] = {}
    for item in items:
        answer = answers.of(item.identity)
        likely = guesses.get(places[item.identity], []) if answer is None else []
        if answer is None and likely and not (answer := sure_one(likely)):
            answers.ask(
                item.identity, Review.Subject.ACCOUNT, item.record.label, item.row.record or {}, likely
            )
        elif answer in {None, NONE_OF_THEM}:
            item.key = new.setdefault(item.identity, new_id())  # type: ignore[assignment]
        else:
            item.key = answer  # type: ignore[assignment]


def _place_of(item: Item, source: str) -> Place:
    values = item.record.values
    has_number = any(system == "crm" for system, _value in item.record.numbers)
    found = {name: values.get(name, "") for name in ("city", "country", "postal_code")}
    return Place(values["name"], source=source if has_number else "", **found)


def _source_of(run: ImportRun) -> str:
    return source_key((run.mapping or {}).get("source", ""))


def _identity(item: Item) -> str:
    values = item.record.values
    return identity_of(
        "account", values["name"], values.get("city"), values.get("country"), item.record.numbers
    )
