"""The REST resource `reviews`: the same reads, actions and filters as the pages."""

from collections.abc import Callable, Mapping
from typing import Any

from apps.core.resources import Field, Resource, ResourceStep
from apps.reviews.actions import answer_review, ask_review
from apps.reviews.examples import EXAMPLES
from apps.reviews.filters import ExactFilter
from apps.reviews.models import ReviewRequest
from apps.reviews.queries import rows_for
from apps.reviews.serializers import ApproveInput, RefuseInput, ReviewInput, ReviewOutput
from apps.reviews.workflow import State
from apps.users.models import User
from apps.users.reading import users


def create(*, by: User, data: Mapping[str, Any]) -> ReviewRequest:
    """Ask compliance."""
    return ask_review(by=by, **data)


def _decided(state: str) -> Callable[..., ReviewRequest]:
    def decide(*, by: User, row: ReviewRequest, data: Mapping[str, Any]) -> ReviewRequest:
        return answer_review(by=by, review=row, state=state, words=data["words"])

    return decide


REVIEWS = Resource(
    name="reviews",
    model=ReviewRequest,
    rows=rows_for,
    fields={
        "id": Field("id"),
        "revision": Field("revision"),
        "subject_kind": Field("subject_kind"),
        "subject_id": Field("subject_id"),
        "state": Field("state"),
        "asked_by": Field("asked_by_id", expand=users),
        "asked_at": Field("asked_at"),
        "wanted_by": Field("wanted_by"),
        "words": Field("words"),
        "decided_by": Field("decided_by_id", expand=users),
        "decided_at": Field("decided_at"),
        "created_at": Field("created_at"),
        "updated_at": Field("updated_at"),
    },
    filters=ExactFilter,
    sorts={
        "wanted_by": ("wanted_by", "id"),
        "-wanted_by": ("-wanted_by", "-id"),
        "id": ("id",),
        "-id": ("-id",),
    },
    default_sort="wanted_by",
    output=ReviewOutput,
    input=ReviewInput,
    create=create,
    examples=EXAMPLES,
    steps=(
        ResourceStep(
            "approve", "Approve", ApproveInput, _decided(State.APPROVED), {"words": ""}, is_for_people=True
        ),
        ResourceStep(
            "return",
            "Return with a question",
            RefuseInput,
            _decided(State.RETURNED),
            {"words": "Who takes part?"},
            is_for_people=True,
        ),
        ResourceStep(
            "reject",
            "Reject with a reason",
            RefuseInput,
            _decided(State.REJECTED),
            {"words": "Not a shared purpose."},
            is_for_people=True,
        ),
    ),
)
