"""Who may ask for a review, who decides, who keeps the rules. Compliance decides; nobody else, whatever their rank."""

from django.utils.translation import gettext_lazy as _

from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side
from apps.reviews.models import ReviewRequest
from apps.users.models import User

FUNCTIONS = {Side.MEDICAL, Side.COMMERCIAL}


def may_read_reviews(user: User) -> Verdict:
    """Compliance, and both functions what they asked for."""
    if user.side == Side.OVERSIGHT or user.side in FUNCTIONS:
        return ALLOWED
    return refused(_("Reviews are asked by the medical and the commercial side, of compliance."))


def may_ask(user: User) -> Verdict:
    """Both functions, whoever holds contacts; whether about this thing, its own app says."""
    if user.side in FUNCTIONS and user.facts.records:
        return ALLOWED
    return refused(_("Only who plans contacts asks compliance for a review."))


def may_decide(user: User, review: ReviewRequest) -> Verdict:
    """Compliance, while it waits."""
    if user.side != Side.OVERSIGHT:
        return refused(_("Only compliance decides on a review."))
    return (
        ALLOWED
        if review.is_waiting
        else refused(_("This review is decided. It is asked again for a new one."))
    )


def may_withdraw(user: User, review: ReviewRequest) -> Verdict:
    """Who asked, while it waits."""
    if review.asked_by_id != user.pk:
        return refused(_("%(name)s asked for this review.") % {"name": review.asked_by})
    return ALLOWED if review.is_waiting else refused(_("This review is decided already."))


def may_keep_rules(user: User) -> Verdict:
    """Compliance."""
    if user.side == Side.OVERSIGHT:
        return ALLOWED
    return refused(_("Only compliance keeps the rules that watch what is written to the other side."))
