"""The numbers of the overview: each leads to its records, and says what of them is late."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.audit.queries import denials_for
from apps.incidents.queries import waiting_for
from apps.oversight.queries import grant_audits_for, leak_tests_for, sample_progress
from apps.protocols.queries import due_for_review
from apps.reviews.queries import reviews_for
from apps.safety.models import SafetyItem
from apps.safety.queries import items_for, limit_hours
from apps.users.models import User

#: For how many days refusals are counted.
DAYS = 7


@dataclass(frozen=True)
class Clock:
    """Something that waits: how many, how many of them are late (None where nothing can be)."""

    label: "str | Promise"
    count: int
    url: str
    icon: str
    late: int | None = None


def clocks_for(user: User) -> list[Clock]:
    """What waits for compliance, and what it watches."""
    now = timezone.now()
    waiting, reviews = waiting_for(user, timezone.localdate()), reviews_for(user).waiting()
    late = reviews.filter(wanted_by__lt=timezone.localdate()).count()
    denied = denials_for(user).filter(created_at__gte=now - timedelta(days=DAYS)).count()
    return [
        Clock(_("Open incidents"), waiting.incidents, reverse("incidents:list"), "alert-triangle"),
        Clock(_("Corrective actions overdue"), waiting.overdue_actions, reverse("incidents:list"), "tool"),
        Clock(_("Concerns"), waiting.concerns, reverse("incidents:inbox"), "radar-2"),
        Clock(_("Reports without a name"), waiting.anonymous, reverse("incidents:inbox"), "eye-off"),
        Clock(_("Reviews asked of you"), reviews.count(), reverse("reviews:list"), "clipboard-check", late),
        _safety(user),
        Clock(
            _("Sampled contacts to be read"), sample_progress(user)[0], reverse("oversight:samples"), "dice"
        ),
        _protocols(),
        Clock(_("Refused in seven days"), denied, reverse("oversight:denied"), "lock"),
    ]


def _protocols() -> Clock:
    """Protocols whose review comes within a month; late is what it passed."""
    today = timezone.localdate()
    due = list(due_for_review(today + timedelta(days=30)))
    late = sum(version.review_on < today for version in due)
    return Clock(_("Protocols to be reviewed"), len(due), reverse("protocols:list"), "books", late)


def _safety(user: User) -> Clock:
    """Items whose clock runs; late is what passed the limit."""
    State = SafetyItem.State
    running = items_for(user).filter(state__in=[State.FLAGGED, State.CONFIRMED])
    limit = timezone.now() - timedelta(hours=limit_hours())
    late = running.filter(aware_at__lt=limit).count()
    return Clock(_("Safety clocks running"), running.count(), reverse("safety:items"), "shield-check", late)


def proofs_for(user: User) -> dict[str, Any]:
    """The last audit of the grants and the last recorded leak test."""
    return {"audit": grant_audits_for(user).first(), "leak_test": leak_tests_for(user).first()}
