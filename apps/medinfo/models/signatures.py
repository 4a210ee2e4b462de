"""Who signed a request. On the medical side, so that not even the fact that somebody asked crosses the wall."""

from django.db import models

from apps.audit.models import Signature
from apps.firewall.sides import Side
from apps.medinfo.models.requests import MedicalRequest


class RequestSignature(Signature):
    """An electronic signature under a request and the answers that were delivered. Written once."""

    side = Side.MEDICAL

    record = models.ForeignKey(MedicalRequest, models.PROTECT, related_name="signatures")

    class Meta(Signature.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["record", "signer", "meaning"], name="request_signed_once"),
        ]
