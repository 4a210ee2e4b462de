"""The Celery application: background work, told what to do by Django's settings (`CELERY_...`)."""

import logging.config
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_init, worker_ready
from django.conf import settings

from msl_crm import filequeue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msl_crm.settings")
filequeue.register()

app = Celery("msl_crm")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect  # type: ignore[untyped-decorator]
def _watch_children(**_kwargs: Any) -> None:
    """Imported here: the watch writes to the database, and models are only there once Django is set up."""
    from apps.workers.watching import Watch

    app.steps["worker"].add(Watch)


@worker_ready.connect  # type: ignore[untyped-decorator]
def _beat_heart_once(**_kwargs: Any) -> None:
    """Seen at once, not when the timetable comes round."""
    app.send_task("apps.workers.tasks.beat_heart")


@setup_logging.connect  # type: ignore[untyped-decorator]
def _log_as_django_does(**_kwargs: Any) -> None:
    """Celery's own way quotes rows: PostgreSQL explains errors with their values, which `apps.core.logs` cuts out."""
    logging.config.dictConfig(settings.LOGGING)
