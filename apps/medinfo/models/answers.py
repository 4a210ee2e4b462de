"""What was answered: one row a version, a draft until it is approved, unchanged from then on."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import RevisionedModel
from apps.firewall.sides import Side
from apps.medinfo.models.requests import MedicalRequest
from apps.users.models import User

#: Words of an approved version, and everything about a closed request, are kept by the database itself.
_IS_CLOSED = """
IF EXISTS (SELECT FROM medinfo_medicalrequest WHERE id = {row}.request_id AND state = 'closed') THEN
    RAISE EXCEPTION 'The request is closed: its answers stay as they were signed.';
END IF;
"""


@pghistory.track()
class Answer(RevisionedModel):
    """One version of the answer to a request."""

    side = Side.MEDICAL

    request = models.ForeignKey(MedicalRequest, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("answer"), max_length=30_000)
    sources = models.TextField(_("references"), blank=True, max_length=10_000)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("written by"))
    approved_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    delivered_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("delivered by")
    )
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    delivered_how = models.CharField(
        _("how"), max_length=10, choices=MedicalRequest.Delivery.choices, blank=True
    )
    delivered_to = models.CharField(_("to whom"), max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        triggers = [
            pgtrigger.Trigger(
                name="closed_gets_no_more",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=f"{_IS_CLOSED.format(row='NEW')} RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="closed_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=f"{_IS_CLOSED.format(row='OLD')}{_IS_CLOSED.format(row='NEW')} RETURN NEW;",
            ),
            pgtrigger.Protect(
                name="approved_words_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__approved_at__isnull=False)
                & (
                    pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                    | pgtrigger.Q(old__sources__df=pgtrigger.F("new__sources"))
                    | pgtrigger.Q(old__number__df=pgtrigger.F("new__number"))
                    | pgtrigger.Q(old__request__df=pgtrigger.F("new__request"))
                ),
            ),
            pgtrigger.Protect(
                name="approved_is_not_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__approved_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="answer_version_once"),
            models.UniqueConstraint(
                fields=["request"], condition=Q(approved_at=None), name="one_draft_answer"
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) ^ Q(approved_by__isnull=False),
                name="answer_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(delivered_at__isnull=True)
                | (Q(approved_at__isnull=False, delivered_by__isnull=False) & ~Q(delivered_how="")),
                name="answer_delivered_once_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number} of the answer to {self.request_id}"

    @property
    def made_by(self) -> User:
        """Who wrote it, as the comparison of versions asks for it."""
        return self.written_by

    @property
    def is_draft(self) -> bool:
        """Still to be changed."""
        return self.approved_at is None
