"""What can be reviewed. The app that holds such things stands above and says in `AppConfig.ready()` how to name them,
who may ask about one, and what follows from a decision."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.core.registered import Registry
from apps.reviews.models import ReviewRequest


@dataclass(frozen=True)
class Named:
    """One thing, as a line of the queue shows it."""

    title: str
    url: str
    facts: tuple[tuple[Any, Any], ...] = ()


@dataclass(frozen=True)
class Subject:
    """A kind of thing that is reviewed.

    `named(user, keys)` answers those of the keys that the user may see. `asked(by, review)` and `ended(by, review)` run
    in the transaction of the review: the first raises PermissionDenied when it may not be asked about (again), both
    move the thing to the state that follows.
    """

    kind: ReviewRequest.SubjectKind
    named: Callable[[Any, Iterable[UUID]], Mapping[UUID, Named]]
    asked: Callable[[Any, ReviewRequest], None]
    ended: Callable[[Any, ReviewRequest], None]


_subjects: Registry[str, Subject] = Registry()


def register_subject(subject: Subject) -> None:
    """Let such things be reviewed. Raises ValueError when another app does so already."""
    _subjects.add(subject.kind, subject)


def subject_of(kind: str) -> Subject | None:
    """How to deal with a kind of thing; None while no app holds such things."""
    return _subjects.get(kind)


def named(user: Any, reviews: Iterable[ReviewRequest]) -> dict[UUID, Named]:
    """The things behind these reviews by their keys: one question to each app, however many they are."""
    keys: dict[str, set[UUID]] = {}
    for review in reviews:
        keys.setdefault(review.subject_kind, set()).add(review.subject_id)
    found: dict[UUID, Named] = {}
    for kind, wanted in keys.items():
        if (subject := subject_of(kind)) is not None:
            found |= subject.named(user, wanted)
    return found
