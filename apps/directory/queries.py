"""Reading the directory, viewer first. What a list or page shows is fetched here, in a fixed number of queries."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from apps.core.folding import words
from apps.core.models import is_key
from apps.core.searching import best_named
from apps.directory.choices import country_name
from apps.directory.models import (
    Account,
    AccountIdentifier,
    Affiliation,
    NameWord,
    Stakeholder,
    StakeholderIdentifier,
)
from apps.directory.models.affiliations import AffiliationQuerySet
from apps.directory.models.base import DirectoryQuerySet
from apps.users.models import User

#: Suggestions look at this many matches at most, whatever the size of the directory.
CANDIDATES = 200
SUGGESTIONS = 20
SHOWN = 50


def accounts_for(user: User) -> DirectoryQuerySet:
    """Every account this person may read, with what a row of the list shows."""
    return Account.objects.visible_to(user).select_related("parent", "territory")


def first_accounts(user: User) -> DirectoryQuerySet:
    """What a choice of accounts shows before anything is typed."""
    return accounts_for(user).current().order_by("name_folded", "id")[:SHOWN]


def stakeholders_for(user: User) -> DirectoryQuerySet:
    """Every stakeholder this person may read, with `current_affiliations`, the main one first."""
    current = Affiliation.objects.current().select_related("account")
    return (
        Stakeholder.objects.visible_to(user)
        .select_related("territory")
        .prefetch_related(Prefetch("affiliations", current, "current_affiliations"))
    )


def people_alone(user: User) -> DirectoryQuerySet:
    """Every stakeholder this person may read; for a page that reads the whole career (`career_of`)."""
    return Stakeholder.objects.visible_to(user).select_related("territory")


def first_stakeholders(user: User) -> DirectoryQuerySet:
    """What a choice of people shows before anything is typed."""
    return Stakeholder.objects.visible_to(user).current().order_by("name_folded", "id")[:SHOWN]


def career_of(user: User, stakeholder: Stakeholder) -> tuple[list[Affiliation], list[Affiliation]]:
    """The person's affiliations: those that hold now, also kept as `current_affiliations`, and earlier ones."""
    rows = Affiliation.objects.visible_to(user).filter(stakeholder=stakeholder).select_related("account")
    found = list(rows)
    stakeholder.current_affiliations = current = [row for row in found if not row.is_over]
    return current, [row for row in found if row.is_over]


def affiliations_for(user: User) -> AffiliationQuerySet:
    """Every affiliation this person may read."""
    return Affiliation.objects.visible_to(user).select_related("account", "stakeholder")


def people_of(user: User, account: Account) -> AffiliationQuerySet:
    """Who works at this very account now, by name."""
    current = affiliations_for(user).current().filter(account=account, stakeholder__archived_at=None)
    return current.order_by("stakeholder__name_folded", "stakeholder_id")


def ancestors_of(user: User, account: Account) -> list[Account]:
    """What the account is part of, the topmost first."""
    above = {row.pk: row for row in Account.objects.visible_to(user).filter(pk__in=account.path[:-1])}
    return [above[key] for key in account.path[:-1] if key in above]


def children_of(user: User, account: Account) -> DirectoryQuerySet:
    """What is directly part of the account; `has_children` says whether there is more below."""
    below = Account.objects.filter(parent=OuterRef("pk"), archived_at=None)
    found = Account.objects.visible_to(user).current().filter(parent=account)
    ordered: DirectoryQuerySet = found.annotate(has_children=Exists(below)).order_by("name_folded", "id")
    return ordered


def likely_same(user: User, values: dict[str, Any]) -> list[Stakeholder]:
    """Stakeholders, archived ones too, who may be the person about to be added: same names in any order, initials."""
    first, last = str(values.get("first_name", "")), str(values.get("last_name", ""))
    alike = stakeholders_for(user).named_like(f"{last} {first[:1]}").order_by()[:CANDIDATES]
    typed = words(f"{first} {last}")
    return [row for row in alike if _may_be(typed, words(row.name_folded))][:SUGGESTIONS]


def _may_be(typed: Sequence[str], known: Sequence[str]) -> bool:
    """Whether each word of the shorter name stands in the other, whole or as an initial."""
    shorter, longer = sorted((typed, known), key=len)
    left = list(longer)
    for word in sorted(shorter, key=len, reverse=True):
        match = next(
            (other for other in sorted(left, key=len, reverse=True) if _is_or_initial(word, other)), None
        )
        if match is None:
            return False
        left.remove(match)
    return True


def _is_or_initial(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def holder_of(
    model: type[StakeholderIdentifier] | type[AccountIdentifier], system: str, value: str
) -> Stakeholder | Account | None:
    """Who has a number already."""
    name = "stakeholder" if model is StakeholderIdentifier else "account"
    row: Any = model._default_manager.filter(system=system, value=value).select_related(name).first()
    return getattr(row, name) if row else None


def suggested_stakeholders(user: User, text: str, account: str = "") -> list[dict[str, str]]:
    """Up to 20 people for a search box; those of `account` (a key) first, and they alone while nothing is typed."""
    there = affiliations_for(user).current().filter(account=account) if is_key(account) else None
    people = stakeholders_for(user).current()
    if there is None:
        return [_person(row) for row in _nearest(people, text)]
    at_account = people.filter(pk__in=there.values("stakeholder"))
    found = _nearest(at_account, text)
    if words(text) and len(found) < SUGGESTIONS:
        found = [*found, *(row for row in _nearest(people, text) if row not in found)]
    return [_person(row) for row in found[:SUGGESTIONS]]


def suggested_accounts(user: User, text: str) -> list[dict[str, str]]:
    """Up to 20 accounts for a search box."""
    found = _nearest(accounts_for(user).current(), text)
    return [{"id": str(row.pk), "text": row.name, "detail": account_detail(row)} for row in found]


def _nearest(rows: DirectoryQuerySet, text: str) -> list[Any]:
    """Bounded whatever is typed; before that, the first ones by name."""
    if not words(text):
        return list(rows.order_by("name_folded", "id")[:SUGGESTIONS])
    return best_named(rows, text, NameWord, wanted=SUGGESTIONS)


def _person(row: Stakeholder) -> dict[str, str]:
    return {"id": str(row.pk), "text": row.full_name, "detail": person_detail(row)}


def person_detail(row: Stakeholder) -> str:
    """What tells people of one name apart: specialty, and where they work."""
    at = row.current_affiliations
    parts = (row.specialty, at[0].account.name if at else country_name(row.country))
    return ", ".join(part for part in parts if part)


def account_detail(row: Account) -> str:
    """What tells accounts of one name apart: what and where they are."""
    parts = (row.get_kind_display(), row.city, row.parent.name if row.parent else country_name(row.country))
    return ", ".join(part for part in parts if part)
