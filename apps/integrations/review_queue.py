"""The queue of what imports are unsure of, as its page shows it: one question, what the file says, who it may be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from apps.core.models import is_key
from apps.directory.choices import country_name
from apps.directory.models import Account, Stakeholder
from apps.directory.queries import accounts_for, stakeholders_for
from apps.integrations.mapped import mapping_of
from apps.integrations.models import ImportRun, Review
from apps.integrations.models.reviews import ReviewQuerySet
from apps.integrations.policies import may_read_imports
from apps.integrations.reviews import choices_of
from apps.kols.models import Candidate, MatchQuestion
from apps.users.models import User

#: The page walks through so many; further ones move up.
WALKED = 1_000
RUNS = 50

Facts = list[tuple[str, str]]


@dataclass(frozen=True)
class Choice:
    """Somebody or some place that it may be."""

    number: int
    key: str
    title: str
    url: str
    score: int
    reasons: str
    facts: Facts


@dataclass(frozen=True)
class Queue:
    """Where a reader stands. `before` and `after` are keys, "" at the ends."""

    current: Review | None
    position: int = 0
    total: int = 0
    before: str = ""
    after: str = ""


def reviews_for(user: User) -> ReviewQuerySet:
    """Every question that this person may see, answered or not."""
    found: ReviewQuerySet = Review.objects.visible_to(user)
    return found if may_read_imports(user) else found.none()


def open_reviews(user: User, run: UUID | None = None) -> ReviewQuerySet:
    """What is to be decided; an author whose questions were answered elsewhere is not."""
    asked = MatchQuestion.objects.filter(
        candidate=OuterRef("candidate"), answer=MatchQuestion.Answer.OPEN, stakeholder__merged_into=None
    )
    stands_open = Q(candidate=None) | Q(Exists(asked), candidate__state=Candidate.State.OPEN)
    found: ReviewQuerySet = reviews_for(user).open().filter(stands_open)
    return found.filter(run=run) if run else found


def queue_for(user: User, *, run: UUID | None, at: str, skipped: Sequence[str]) -> Queue:
    """The question to show: the one asked for, else the first that was not put aside."""
    keys = [str(key) for key in open_reviews(user, run).values_list("pk", flat=True)[:WALKED]]
    if not keys:
        return Queue(None)
    waiting = [key for key in keys if key not in skipped] or keys
    current = at if at in keys else waiting[0]
    place = keys.index(current)
    decided = _decided(user, run)
    review = Review.objects.select_related("run", "candidate").get(pk=current)
    return Queue(
        review,
        decided + place + 1,
        decided + len(keys),
        keys[place - 1] if place else "",
        keys[place + 1] if place + 1 < len(keys) else "",
    )


def _decided(user: User, run: UUID | None) -> int:
    found = Review.objects.visible_to(user).exclude(state=Review.State.OPEN).exclude(decided_by=None)
    return (found.filter(run=run) if run else found)[:WALKED].count()


def review_for(user: User, id: UUID) -> Review | None:
    """One review, if this person may see it."""
    found: Review | None = reviews_for(user).filter(pk=id).first()
    return found


def may_undo(user: User) -> bool:
    """Whether there is a decision to take back."""
    return Review.objects.filter(state=Review.State.DECIDED, decided_by=user).exists()


def runs_with_reviews(user: User) -> list[ImportRun]:
    """The latest imports that left something to decide."""
    asked = Review.objects.filter(run=OuterRef("pk"), state=Review.State.OPEN)
    found = ImportRun.objects.visible_to(user).filter(Exists(asked)).order_by("-created_at", "-id")
    return list(found[:RUNS])


def said(review: Review) -> Facts:
    """What the file says, under its own headings."""
    if review.candidate:
        person = review.candidate
        papers = str(person.papers)
        return _filled(
            [
                (_("Affiliation as printed"), person.affiliation),
                (_("ORCID"), person.orcid),
                (_("Papers"), papers),
            ]
        )
    mapping = mapping_of(review.run) if review.run else None
    cells: Sequence[str] = (review.record or {}).get("cells", ())
    names = mapping.headings if mapping else [str(place) for place in range(1, len(cells) + 1)]
    return _filled(list(zip(names, cells, strict=False)))


def choices_for(user: User, review: Review) -> list[Choice]:
    """Up to five, the likeliest first; who is gone from the directory is left out."""
    found = [choice for choice in choices_of(review) if is_key(str(choice.get("key")))]
    keys = [choice["key"] for choice in found]
    is_account = review.subject == Review.Subject.ACCOUNT
    rows = _accounts(user, keys) if is_account else _people(user, keys)
    known = [choice for choice in found if choice["key"] in rows]
    return [_choice(number, choice, *rows[choice["key"]]) for number, choice in enumerate(known, start=1)]


def _choice(number: int, found: Mapping[str, Any], row: Any, facts: Facts) -> Choice:
    reasons = ", ".join(found["reasons"])
    return Choice(number, found["key"], str(row), row.get_absolute_url(), found["score"], reasons, facts)


def _people(user: User, keys: Sequence[str]) -> dict[str, tuple[Stakeholder, Facts]]:
    rows = stakeholders_for(user).filter(pk__in=keys).prefetch_related("identifiers")
    return {str(row.pk): (row, _person_facts(row)) for row in rows}


def _person_facts(row: Stakeholder) -> Facts:
    return _filled(
        [
            (_("Accounts"), ", ".join(str(found.account) for found in row.current_affiliations)),
            (_("Specialty"), row.specialty),
            (_("E-mail"), row.email),
            (_("Country"), country_name(row.country)),
            (_("Identifiers"), ", ".join(map(str, row.identifiers.all()))),
        ]
    )


def _accounts(user: User, keys: Sequence[str]) -> dict[str, tuple[Account, Facts]]:
    rows = accounts_for(user).filter(pk__in=keys).prefetch_related("identifiers")
    return {str(row.pk): (row, _account_facts(row)) for row in rows}


def _account_facts(row: Account) -> Facts:
    return _filled(
        [
            (_("Type"), str(row.get_kind_display())),
            (_("Part of"), str(row.parent or "")),
            (_("Address"), ", ".join(filter(None, [row.street, row.postal_code, row.city]))),
            (_("Country"), country_name(row.country)),
            (_("Identifiers"), ", ".join(map(str, row.identifiers.all()))),
        ]
    )


def _filled(facts: Sequence[tuple[str, str]]) -> Facts:
    return [(name, value) for name, value in facts if value]
