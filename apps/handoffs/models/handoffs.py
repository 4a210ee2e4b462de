"""SHARED: a hand-off (F-93): fixed choices and the stakeholder's own words, from the commercial to the medical side.

The words are one of the two deliberate exceptions of the wall, and they go one way. What the medical side makes of a
hand-off (who sees to it, why it is declined, what came of it) stands in `intake`, on its own side; here stands no more
than accepted, declined or done, and when.
"""

from datetime import datetime
from typing import Any, Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product, TherapeuticArea
from apps.catalog.reach import in_reach
from apps.core.models import RevisionedModel
from apps.directory.choices import Channel
from apps.directory.models import Account, Stakeholder
from apps.firewall.sides import ROLE_OF, Side
from apps.users.models import User
from apps.users.roles import Role

_MEDICAL, _COMMERCIAL = ROLE_OF[Side.MEDICAL], ROLE_OF[Side.COMMERCIAL]
#: What was asked stays as it was attested; each side writes only its own steps. Tests and demo data write as the owner.
_EACH_ITS_OWN = f"""
IF TG_OP = 'INSERT' THEN
    IF current_user = '{_MEDICAL}' OR (current_user = '{_COMMERCIAL}' AND NEW.state <> 'waiting') THEN
        RAISE EXCEPTION 'A hand-off is asked by the commercial side, and begins by waiting.';
    END IF;
    RETURN NEW;
END IF;
IF (OLD.words, OLD.asked_by_id, OLD.asked_at, OLD.attested_by_id, OLD.attested_at, OLD.stakeholder_id)
    IS DISTINCT FROM
   (NEW.words, NEW.asked_by_id, NEW.asked_at, NEW.attested_by_id, NEW.attested_at, NEW.stakeholder_id) THEN
    RAISE EXCEPTION 'What was handed over stays as it was attested.';
END IF;
IF OLD.state IS DISTINCT FROM NEW.state THEN
    IF (current_user = '{_COMMERCIAL}') <> (NEW.state = 'withdrawn')
        AND current_user IN ('{_MEDICAL}', '{_COMMERCIAL}') THEN
        RAISE EXCEPTION 'Only the asking side withdraws, only the medical side answers.';
    END IF;
END IF;
RETURN NEW;
"""


class HandoffQuerySet(models.QuerySet[Any]):
    """Hand-offs."""

    def visible_to(self, user: User) -> Self:
        """Who asked, and their lead; on the medical side by therapeutic area; compliance all."""
        if user.side == Side.COMMERCIAL:
            mine = Q(asked_by=user)
            if user.role == Role.COMMERCIAL_LEAD and user.team_id:
                mine |= Q(asked_by__team=user.team_id)
            return self.filter(mine)
        if user.side == Side.MEDICAL and user.facts.answers:
            return self.filter(wanted=Handoff.Wanted.MEDICAL_INFORMATION)
        return in_reach(self, user)

    def open(self) -> Self:
        """The stakeholder still waits."""
        return self.filter(state__in=Handoff.OPEN)


@pghistory.track()
class Handoff(RevisionedModel):
    """One hand-off. Whether it is overdue is computed, never stored."""

    side = Side.SHARED

    class Wanted(models.TextChoices):
        """What the stakeholder asked for."""

        SCIENTIFIC_EXCHANGE = "scientific_exchange", _("Scientific exchange")
        MEDICAL_INFORMATION = "medical_information", _("Medical information")
        LITERATURE = "literature", _("Literature or congress material")
        STUDY_SUPPORT = "study_support", _("Support of a study")
        HEOR_DATA = "heor_data", _("Health economic data")
        EDUCATION = "education", _("Teaching or training")

    class Urgency(models.TextChoices):
        """How soon; `DueDays` says what that means."""

        URGENT = "urgent", _("Urgent")
        SOON = "soon", _("Soon")
        ROUTINE = "routine", _("When it suits")

    class State(models.TextChoices):
        """See `workflow.TRANSITIONS` for what may follow what. All that the sender learns."""

        WAITING = "waiting", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        DONE = "done", _("Done")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPEN = (State.WAITING, State.ACCEPTED)

    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("handed over by"))
    asked_at = models.DateTimeField(_("handed over"))
    stakeholder = models.ForeignKey(
        Stakeholder, models.PROTECT, related_name="handoffs", verbose_name=_("stakeholder")
    )
    account = models.ForeignKey(Account, models.PROTECT, related_name="handoffs", verbose_name=_("account"))
    wanted = models.CharField(_("what is wanted"), max_length=20, choices=Wanted.choices)
    urgency = models.CharField(_("how soon"), max_length=10, choices=Urgency.choices, default=Urgency.SOON)
    channel = models.CharField(_("preferred channel"), max_length=20, choices=Channel.choices, blank=True)
    therapeutic_area = models.ForeignKey(
        TherapeuticArea, models.PROTECT, related_name="+", verbose_name=_("therapeutic area")
    )
    product = models.ForeignKey(
        Product, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("product")
    )
    words = models.TextField(_("in the stakeholder's own words"), max_length=2_000)
    language = models.CharField(_("language"), max_length=2, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    attested_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("attested by"))
    attested_at = models.DateTimeField(_("attested as unsolicited"))
    due_at = models.DateTimeField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = HandoffQuerySet.as_manager()

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="each_side_its_own",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_EACH_ITS_OWN,
            )
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="handoff_with_words"),
            models.CheckConstraint(
                condition=Q(state__in=["declined", "done", "withdrawn"]) ^ Q(ended_at=None),
                name="handoff_ended_at_its_end",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "done"]) | Q(accepted_at__isnull=False),
                name="handoff_accepted_before_done",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="handoff_by_due"),
            models.Index(fields=["asked_by", "asked_at", "id"], name="handoff_by_asker"),
            models.Index(fields=["stakeholder", "asked_at"], name="handoff_by_stakeholder"),
            models.Index(fields=["account", "asked_at"], name="handoff_by_account"),
        ]

    def __str__(self) -> str:
        return f"{self.get_wanted_display()}, {self.asked_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The hand-off's page."""
        return reverse("handoffs:read", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """The stakeholder still waits."""
        return self.state in self.OPEN

    @property
    def is_overdue(self) -> bool:
        """Open after the moment it was due."""
        due_at: datetime = self.due_at
        return self.is_open and due_at < timezone.now()
