"""Something to be reviewed: an advisory board, which no app holds yet, so that the tests say what follows for it."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from apps.core.models import new_id
from apps.reviews import subjects
from apps.reviews.actions import ask_review
from apps.reviews.models import ReviewRequest
from apps.users.models import User
from tests.personas import WebClient

BOARD = ReviewRequest.SubjectKind.ADVISORY_BOARD


class Boards:
    """Boards by key, with what was told of each; a board that is `closed` may not be asked about."""

    def __init__(self) -> None:
        self.told: list[tuple[str, UUID]] = []
        self.closed: set[UUID] = set()

    def named(self, user: Any, keys: Iterable[UUID]) -> dict[UUID, subjects.Named]:
        """Everybody sees every board."""
        return {key: subjects.Named("Board of spring", "/boards/", (("Place", "Hamburg"),)) for key in keys}

    def asked(self, by: Any, review: ReviewRequest) -> None:
        """Refuses closed boards."""
        if review.subject_id in self.closed:
            raise PermissionDenied("This board is closed.")
        self.told.append(("asked", review.subject_id))

    def ended(self, by: Any, review: ReviewRequest) -> None:
        """Writes down how."""
        self.told.append((review.state, review.subject_id))


HELD = Boards()
SUBJECT = subjects.Subject(BOARD, HELD.named, HELD.asked, HELD.ended)


@pytest.fixture
def boards() -> Boards:
    """What the app that holds boards will say and be told."""
    subjects.register_subject(SUBJECT)
    HELD.told.clear()
    HELD.closed.clear()
    return HELD


@pytest.fixture
def ask(msl: User, boards: Boards) -> Callable[..., ReviewRequest]:
    """Ask for a review of a board; `days` says from today on by when."""

    def asked(*, by: User = msl, days: int = 3, **given: Any) -> ReviewRequest:
        wanted = timezone.localdate() + timedelta(days=days)
        values = {"id": new_id(), "subject_kind": BOARD, "subject_id": new_id(), "wanted_by": wanted, **given}
        return ask_review(by=by, **values)

    return asked


@pytest.fixture
def review(ask: Callable[..., ReviewRequest]) -> ReviewRequest:
    """Asked by the liaison, waiting."""
    return ask()


@pytest.fixture
def web(compliance: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    """The browser of compliance."""
    return sign_in(compliance)
