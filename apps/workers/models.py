"""PLATFORM: when each worker last did something."""

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models.functions import Now

from apps.firewall.sides import Side


class HeartbeatQuerySet(models.QuerySet[Any]):
    """Heartbeats. All times are the database's: clocks of other machines do not matter."""

    def since(self, age: timedelta) -> Self:
        """Of workers that did something within this time."""
        return self.filter(seen_at__gte=Now() - age)

    def before(self, age: timedelta) -> Self:
        """Of workers that did nothing for so long."""
        return self.filter(seen_at__lt=Now() - age)


class Heartbeat(models.Model):
    """One worker, named as Celery names it (`celery@machine`)."""

    side = Side.PLATFORM

    worker = models.CharField(max_length=200, primary_key=True)
    seen_at = models.DateTimeField(db_default=Now())

    objects = HeartbeatQuerySet.as_manager()

    def __str__(self) -> str:
        return self.worker
