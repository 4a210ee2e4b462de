"""SHARED: what of a contact the other function is told. Everybody may read the policy; compliance alone writes it."""

from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.audit.models import Signature
from apps.catalog.models import PurposeClass
from apps.core.models import BaseModel, RevisionedModel
from apps.firewall.sides import Side
from apps.users.models import User

#: A grant is for a whole side of tables, and every side adds to the shared ones: so the table itself asks who writes.
_BY_COMPLIANCE = """
IF current_user <> 'crm_oversight' AND NOT pg_has_role(
    (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER'
) THEN
    RAISE EXCEPTION 'Compliance alone writes the disclosure policy.' USING ERRCODE = 'insufficient_privilege';
END IF;
"""
_OF_A_DRAFT = """
IF EXISTS (
    SELECT FROM coordination_disclosurepolicy WHERE id IN ({policies}) AND state <> 'draft'
) THEN
    RAISE EXCEPTION 'This version of the disclosure policy is approved: its rules stay.';
END IF;
"""


def _kept(name: str, operation: Any, func: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(name=name, when=pgtrigger.Before, operation=operation, func=func)


@pghistory.track()
class DisclosurePolicy(RevisionedModel):
    """One version. In force from its approval, by somebody who did not draft it, until the next one is approved."""

    side = Side.SHARED

    class State(models.TextChoices):
        """At most one version is a draft, at most one is in force."""

        DRAFT = "draft", _("Draft")
        APPROVED = "approved", _("In force")
        SUPERSEDED = "superseded", _("Superseded")

    number = models.PositiveSmallIntegerField(_("version"), unique=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("drafted by"))
    approver = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("in force from"), null=True, blank=True)
    superseded_at = models.DateTimeField(_("in force until"), null=True, blank=True)
    spread_at = models.DateTimeField(_("applied to the last contacts"), null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        triggers = [
            _kept(
                "by_compliance",
                pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                f"{_BY_COMPLIANCE} IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
            ),
            pgtrigger.Protect(
                name="approved_stays",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__state="draft"),
            ),
            pgtrigger.Protect(
                name="number_and_approval_stay",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state="draft")
                & (
                    pgtrigger.Q(old__number__df=pgtrigger.F("new__number"))
                    | pgtrigger.Q(old__approver__df=pgtrigger.F("new__approver"))
                    | pgtrigger.Q(old__approved_at__df=pgtrigger.F("new__approved_at"))
                    | pgtrigger.Q(new__state="draft")
                    | (pgtrigger.Q(old__state="superseded") & ~pgtrigger.Q(new__state="superseded"))
                ),
            ),
            pgtrigger.Protect(
                name="approved_by_another",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="draft", new__state="approved")
                & ~pgtrigger.Q(new__approver__df=pgtrigger.F("new__drafted_by")),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="draft"), name="one_disclosure_draft"
            ),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="approved"), name="one_disclosure_in_force"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", approver=None, approved_at=None)
                | (~Q(state="draft") & Q(approver__isnull=False, approved_at__isnull=False)),
                name="disclosure_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="superseded", superseded_at__isnull=False)
                | (~Q(state="superseded") & Q(superseded_at=None)),
                name="disclosure_superseded_with_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Version %(number)s") % {"number": self.number})

    def get_absolute_url(self) -> str:
        """The version's page."""
        return reverse("coordination:disclosure_version", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        """Still to be changed."""
        return self.state == self.State.DRAFT


@pghistory.track()
class DisclosureRule(BaseModel):
    """What one function is told of the other's contacts for one purpose; without a purpose, for every other one."""

    side = Side.SHARED

    class Viewer(models.TextChoices):
        """The function that looks, at contacts of the other one."""

        MEDICAL = "medical", _("Medical, of commercial contacts")
        COMMERCIAL = "commercial", _("Commercial, of medical contacts")

    class Who(models.TextChoices):
        """Whose contact it is."""

        PERSON = "person", _("The person")
        FUNCTION = "function", _("The function only")

    class When(models.TextChoices):
        """How exactly. Days and weeks are those of the person whose contact it is."""

        TIME = "time", _("Day and time")
        DAY = "day", _("The day")
        WEEK = "week", _("The week")

    class Whom(models.TextChoices):
        """With whom. The account is always told."""

        STAKEHOLDER = "stakeholder", _("The stakeholders")
        ACCOUNT = "account", _("The account only")

    policy = models.ForeignKey(DisclosurePolicy, models.PROTECT, related_name="rules")
    viewer = models.CharField(_("who looks"), max_length=12, choices=Viewer.choices)
    purpose = models.ForeignKey(
        PurposeClass, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("purpose")
    )
    who = models.CharField(_("by whom"), max_length=12, choices=Who.choices, default=Who.PERSON)
    when = models.CharField(_("when"), max_length=12, choices=When.choices, default=When.TIME)
    whom = models.CharField(_("with whom"), max_length=12, choices=Whom.choices, default=Whom.STAKEHOLDER)

    class Meta:
        triggers = [
            _kept(
                "by_compliance",
                pgtrigger.Insert,
                f"{_BY_COMPLIANCE}{_OF_A_DRAFT.format(policies='NEW.policy_id')} RETURN NEW;",
            ),
            _kept(
                "changed_by_compliance",
                pgtrigger.Update,
                f"{_BY_COMPLIANCE}{_OF_A_DRAFT.format(policies='NEW.policy_id, OLD.policy_id')} RETURN NEW;",
            ),
            _kept(
                "deleted_by_compliance",
                pgtrigger.Delete,
                f"{_BY_COMPLIANCE}{_OF_A_DRAFT.format(policies='OLD.policy_id')} RETURN OLD;",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "viewer", "purpose"], nulls_distinct=False, name="disclosure_rule_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.purpose or _("Every other purpose"))


class DisclosureSignature(Signature):
    """Who approved a version, with what it said then. Written once, by compliance alone."""

    side = Side.SHARED

    record = models.ForeignKey(DisclosurePolicy, models.PROTECT, related_name="signatures")

    class Meta(Signature.Meta):
        abstract = False
        triggers = [_kept("by_compliance", pgtrigger.Insert, f"{_BY_COMPLIANCE} RETURN NEW;")]
        constraints = [
            models.UniqueConstraint(fields=["record", "signer", "meaning"], name="disclosure_signed_once"),
        ]
