"""Closed lists of incidents. Stored values never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IncidentKind(models.TextChoices):
    """What happened, or nearly did."""

    CONTENT_CROSSED = "content_crossed", _("Medical content reached the commercial side")
    STEERING = "steering", _("Medical work was steered by sales")
    JOINT_VISIT = "joint_visit", _("Joint visit without approval")
    PROMOTION = "promotion", _("Promotion in a medical contact")
    ACCESS = "access", _("Somebody tried to see what is locked for them")
    PROTOCOL = "protocol", _("A protocol was not followed")
    OTHER = "other", _("Something else")


class Found(models.TextChoices):
    """By what it came to light."""

    REPORT = "report", _("Report")
    ANONYMOUS = "anonymous", _("Anonymous report")
    DETECTOR = "detector", _("Detector")
    REVIEW = "review", _("Sampled review")


class Severity(models.IntegerChoices):
    """How bad it is, or could have been; judged at triage."""

    LOW = 1, _("Low")
    MEDIUM = 2, _("Medium")
    HIGH = 3, _("High")


class State(models.TextChoices):
    """See `workflow.TRANSITIONS` for what may follow what."""

    REPORTED = "reported", _("Reported")
    TRIAGED = "triaged", _("Triaged")
    INVESTIGATING = "investigating", _("Investigating")
    SUBSTANTIATED = "substantiated", _("Substantiated")
    NEAR_MISS = "near_miss", _("Near miss")
    UNSUBSTANTIATED = "unsubstantiated", _("Unsubstantiated")
    CORRECTING = "correcting", _("Corrective action")
    CHECKING = "checking", _("Effectiveness check")
    CLOSED = "closed", _("Closed")


OPEN = tuple(state for state in State if state != State.CLOSED)
