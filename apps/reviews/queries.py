"""Reading reviews and rules, viewer first."""

from dataclasses import dataclass
from uuid import UUID

from apps.reviews import subjects
from apps.reviews.models import ReviewRequest, SteeringRule
from apps.reviews.models.requests import ReviewRequestQuerySet
from apps.reviews.models.rules import SteeringRuleQuerySet
from apps.users.models import User


@dataclass(frozen=True)
class Line:
    """A review beside what it is about; `about` is None for who may not see that (any more)."""

    review: ReviewRequest
    about: subjects.Named | None


def reviews_for(user: User) -> ReviewRequestQuerySet:
    """Every review this person may read, with who asked and decided."""
    return rows_for(user).select_related("asked_by", "decided_by")


def rows_for(user: User) -> ReviewRequestQuerySet:
    """The same for REST, whose plumbing chooses the columns."""
    found: ReviewRequestQuerySet = ReviewRequest.objects.visible_to(user)
    return found


def review_for(user: User, id: UUID) -> ReviewRequest | None:
    """One review; None when it is not there or may not be read."""
    return reviews_for(user).filter(pk=id).first()


def others_about_the_same(user: User, review: ReviewRequest) -> ReviewRequestQuerySet:
    """The other reviews of the same thing that this person may read, the latest first."""
    rows = reviews_for(user).filter(subject_kind=review.subject_kind, subject_id=review.subject_id)
    return rows.exclude(pk=review.pk).order_by("-asked_at", "-id")


def lines(user: User, reviews: list[ReviewRequest]) -> list[Line]:
    """Each review with what it is about."""
    things = subjects.named(user, reviews)
    return [Line(review, things.get(review.subject_id)) for review in reviews]


def reviews_of(kind: str, subject_id: UUID) -> list[ReviewRequest]:
    """All reviews of one thing, the latest first: for its own page, shown to whoever may see the thing."""
    rows = ReviewRequest.objects.filter(subject_kind=kind, subject_id=subject_id)
    return list(rows.select_related("asked_by", "decided_by").order_by("-asked_at", "-id"))


def rules_for(user: User) -> SteeringRuleQuerySet:
    """All rules, for those who keep them."""
    found: SteeringRuleQuerySet = SteeringRule.objects.visible_to(user)
    return found.order_by("-is_active", "code")


def rule_for(user: User, id: UUID) -> SteeringRule | None:
    """One rule, for those who keep them."""
    return rules_for(user).filter(pk=id).first()
