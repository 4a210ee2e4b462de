"""Messages about reviews: links, and none of the words."""

from django.utils import timezone

from apps.notifications.actions import Telling, cancel_messages, queue_messages
from apps.notifications.models import Message
from apps.reviews.models import ReviewRequest
from apps.users.models import User
from apps.users.queries import compliance_officers

Kind = Message.Kind


def asked(review: ReviewRequest) -> None:
    """Every compliance officer who can sign in: whoever comes first decides."""
    queue_messages(_telling(review, person, Kind.REVIEW_ASKED) for person in compliance_officers())


def ended(review: ReviewRequest) -> None:
    """Nobody has to look at it any more; who asked is told what compliance decided."""
    cancel_messages(causes=[review.pk], kinds=[Kind.REVIEW_ASKED])
    if review.state in ReviewRequest.DECIDED:
        queue_messages([_telling(review, review.asked_by, Kind.REVIEW_DECIDED)])


def _telling(review: ReviewRequest, to: User, kind: Message.Kind) -> Telling:
    return Telling(to, kind, review.pk, review.state, review.get_absolute_url(), timezone.now())
