"""Stakeholders from tables into the directory, with where they work if the row says so."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from apps.core.models import new_id
from apps.directory.actions import (
    AffiliationRow,
    Result,
    StakeholderRow,
    save_affiliations,
    save_stakeholders,
)
from apps.directory.models import Account, Stakeholder
from apps.integrations.columns.shaping import from_json
from apps.integrations.kinds.base import Counts
from apps.integrations.kinds.rehearsal import Rehearsal
from apps.integrations.kinds.taking import (
    Item,
    accounts_named_by,
    hold_directory,
    joined,
    note,
    numbers_of,
    origin_of,
    people_by_number,
    place_of,
    settle,
    sketch_of,
)
from apps.integrations.models import ImportRow, ImportRun, Review
from apps.integrations.recognising import SAME_NAME, accounts_like, people_like, sure_one
from apps.integrations.reviews import Answers, identity_of
from apps.kols.matching import PersonSketch
from apps.users.models import User


def take_stakeholders(
    rows: Sequence[ImportRow], *, by: User, run: ImportRun, rehearsal: Rehearsal | None
) -> Counts:
    """Add, update, ask. Sets `problem` on rows that are refused."""
    hold_directory()
    items = [Item(row, from_json(row.record or {})) for row in rows]
    counts: Counter[str] = Counter()
    clear, answers = _recognised(items, run, counts)
    ready = joined(clear, counts)
    held = {person.pk: person for person in Stakeholder.objects.filter(pk__in=[item.key for item in ready])}
    results = save_stakeholders([_row(item, held) for item in ready], by=by) if ready else []
    settle(note(ready, results, counts), answers)
    _affiliate(ready, results, by, run, counts)
    return dict(counts)


def _row(item: Item, held: Mapping[Any, Stakeholder]) -> StakeholderRow:
    """Groups are added to the ones that we know."""
    record = item.record
    values = dict(record.values)
    person = held.get(item.key)
    if person and (groups := values.get("customer_groups")):
        values["customer_groups"] = list(dict.fromkeys([*person.customer_groups, *groups]))
    return StakeholderRow(values, record.numbers, item.key, record.first_values)


def _recognised(items: list[Item], run: ImportRun, counts: Counter[str]) -> tuple[list[Item], Answers]:
    """The rows of which it is clear whom they mean, or that they mean somebody new."""
    known = people_by_number(number for item in items for number in item.record.numbers)
    seen = set(known)
    unknown = []
    for item in items:
        found = [known[number] for number in item.record.numbers if number in known]
        item.key = found[0].pk if found else None
        item.is_known = bool(seen & set(item.record.numbers))
        seen |= set(item.record.numbers)
        if not item.is_known:
            item.identity = _identity(item)
            unknown.append(item)
    answers = Answers.about(run, (item.identity for item in unknown))
    _decide(unknown, answers)
    counts["questions"] += answers.save()
    return [item for item in items if item.identity not in answers.asked], answers


def _decide(items: list[Item], answers: Answers) -> None:
    sketches = {item.identity: _sketch(item) for item in items if answers.of(item.identity) is None}
    guesses = people_like(sketches.values())
    new: dict[str, UUID] = {}
    for item in items:
        answer = answers.of(item.identity)
        likely = guesses[sketches[item.identity]] if answer is None else []
        if answer is None and likely and not (answer := sure_one(likely)):
            answers.ask(
                item.identity, Review.Subject.PERSON, item.record.label, item.row.record or {}, likely
            )
        elif isinstance(answer, UUID):
            item.key = answer
        else:
            item.key = new.setdefault(item.identity, new_id())


def _sketch(item: Item) -> PersonSketch:
    record = item.record
    given = f"{record.values.get('first_name', '')} {record.values.get('middle_name', '')}".strip()
    place = ", ".join(filter(None, [record.account.name, record.account.city]))
    return sketch_of(given, record.values["last_name"], record.numbers, place)


def _identity(item: Item) -> str:
    values, account = item.record.values, item.record.account
    names = [values.get(name, "") for name in ("first_name", "middle_name", "last_name", "email")]
    return identity_of("person", names, account.name, account.city, item.record.numbers)


def _affiliate(
    items: Sequence[Item],
    results: Sequence[Result[Stakeholder]],
    by: User,
    run: ImportRun,
    counts: Counter[str],
) -> None:
    """Tie people to the accounts that their rows name; what is not clearly one account is left out and counted."""
    tied = [(item, found.row) for item, found in zip(items, results, strict=True)
            if found.row and item.record.account]  # fmt: skip
    accounts = _accounts([item for item, _person in tied])
    rows = [
        AffiliationRow(person, account, item.record.affiliation, {"source": origin_of(run)})
        for item, person in tied
        if (account := accounts.get(item.row.number))
    ]
    counts["places_unknown"] += len(tied) - len(rows)
    for result in save_affiliations(rows, by=by) if rows else []:
        counts["affiliations"] += result.outcome in {"created", "updated"}


def _accounts(items: Sequence[Item]) -> dict[int, Account]:
    """The account of each row, by the row's number in the file."""
    by_number = accounts_named_by(item.record for item in items)
    guesses = accounts_like(place_of(item.record) for item in items if item.record.account.name)
    keys = {place: sure_one(found) or _only_same(found) for place, found in guesses.items()}
    named = Account.objects.in_bulk([key for key in keys.values() if key])
    found: dict[int, Account] = {}
    for item in items:
        told = [by_number[number] for number in numbers_of(item.record.account) if number in by_number]
        account = told[0] if told else named.get(keys.get(place_of(item.record)))
        if account:
            found[item.row.number] = account
    return found


def _only_same(guesses: Sequence[Any]) -> UUID | None:
    """A single account of exactly this name, and no other like it."""
    return guesses[0].key if len(guesses) == 1 and guesses[0].score >= SAME_NAME else None
