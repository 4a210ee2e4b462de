"""Writing heartbeats. Nobody is the actor: a worker speaks of itself."""

from datetime import timedelta

from django.db.models.functions import Now

from apps.workers.models import Heartbeat

#: Containers have a new name after each start; rows of the old ones go.
KEPT = timedelta(days=1)


def stamp_heartbeat(*, worker: str) -> None:
    """This worker does something now. Safe to repeat, also at once."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(worker=worker, seen_at=Now())],
        update_conflicts=True,
        unique_fields=["worker"],
        update_fields=["seen_at"],
    )
    Heartbeat.objects.before(KEPT).delete()
