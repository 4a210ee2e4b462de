"""The Celery application: background work, told what to do by Django's settings (`CELERY_...`)."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init, worker_ready

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
