"""Wiring only. Loading the package loads the Celery application: whoever queues a task must know the broker."""

from msl_crm.celery import app as celery_app

__all__ = ["celery_app"]
