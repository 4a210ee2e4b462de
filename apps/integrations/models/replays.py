"""Per side: which POST was answered with what, so that a repeated request makes nothing twice (`Idempotency-Key`)."""

from django.db import models

from apps.core.models import BaseModel
from apps.firewall.sides import Side
from apps.users.models import User


class Replay(BaseModel):
    """One answered request. Holds key, digest of the body, status and the id of what was made; never a body."""

    caller = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    object_id = models.UUIDField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.status} for {self.key}"


class MedicalReplay(Replay):
    """Requests of clients on the medical side."""

    side = Side.MEDICAL

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="medical_replay_once")]


class CommercialReplay(Replay):
    """Requests of clients and people on the commercial side."""

    side = Side.COMMERCIAL

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="commercial_replay_once")]


class OversightReplay(Replay):
    """Requests of clients and people on the oversight side."""

    side = Side.OVERSIGHT

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="oversight_replay_once")]
