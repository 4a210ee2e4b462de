"""How long a worker has been silent."""

from datetime import timedelta

from django.conf import settings
from django.db.models import DurationField, ExpressionWrapper, F
from django.db.models.functions import Now

from apps.workers.models import Heartbeat


def silence_of(worker: str = "") -> timedelta | None:
    """Time since this worker, else since any worker, did something; None when none ever did."""
    beats = Heartbeat.objects.filter(worker=worker) if worker else Heartbeat.objects.all()
    silence = ExpressionWrapper(Now() - F("seen_at"), output_field=DurationField())
    return beats.order_by("-seen_at").values_list(silence, flat=True).first()


def is_at_work(worker: str = "") -> bool:
    """Whether this worker, else any worker, did something lately (`WORKER_SILENT_SECONDS`)."""
    silence = silence_of(worker)
    return silence is not None and silence <= timedelta(seconds=settings.WORKER_SILENT_SECONDS)
