"""Jobs of protocols. Safe to run twice: each occasion is told once."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from apps.firewall.sides import Side
from apps.firewall.tasks import SideTask
from apps.protocols import telling
from apps.protocols.models import ProtocolVersion
from apps.protocols.queries import due_for_review, missing_of

#: Days before the first reminder, and between two.
PATIENCE = timedelta(days=7)
#: How early compliance is told of a review.
EARLY = timedelta(days=30)


@shared_task(base=SideTask, side=Side.OVERSIGHT, ignore_result=True)  # type: ignore[untyped-decorator]
def remind_of_protocols() -> None:
    """Tell who has not acknowledged, once a week, and compliance of reviews that are due."""
    now = timezone.now()
    waiting = ProtocolVersion.objects.latest().filter(published_at__lte=now - PATIENCE)
    for version in waiting.select_related("protocol"):
        telling.remind(version, missing_of(version), f"{now:%G-W%V}")
    for version in due_for_review(timezone.localdate() + EARLY):
        telling.tell_review_due(version)
