"""The scientific profile of a stakeholder."""

from typing import Any, Self

import pghistory
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticArea, TherapeuticAreaAssignment
from apps.core.models import BaseModel, RevisionedModel
from apps.directory.models import Stakeholder
from apps.firewall.sides import Side
from apps.users.models import User


class ProfileQuerySet(models.QuerySet[Any]):
    """KOL profiles."""

    def visible_to(self, user: User) -> Self:
        """Profiles in the user's therapeutic areas, and those they are responsible for; directors see all."""
        if user.facts.sees_all_medical:
            return self
        if user.side != Side.MEDICAL:
            return self.none()
        mine = TherapeuticAreaAssignment.objects.filter(user=user).values("therapeutic_area")
        its = ProfileArea.objects.filter(profile=OuterRef("pk")).values("therapeutic_area")
        # Arrays, because the database answers EXISTS beside OR by reading all profiles of the areas first.
        shared = self.alias(its_areas=ArraySubquery(its))
        return shared.filter(Q(its_areas__overlap=mine) | Q(responsible=user))

    def listed(self) -> Self:
        """Profiles of people who are neither archived nor merged into another."""
        return self.filter(stakeholder__archived_at=None, stakeholder__merged_into=None)


@pghistory.track(exclude=["name_folded", "last_interaction_at"])
class KOLProfile(RevisionedModel):
    """What the medical side knows of one stakeholder.

    `name_folded` and `last_interaction_at` are copies to sort by.
    """

    side = Side.MEDICAL

    class Tier(models.IntegerChoices):
        """Scientific reach. Explained by `tier_reason`, never by commercial data."""

        GLOBAL = 1, _("1 - international")
        NATIONAL = 2, _("2 - national")
        REGIONAL = 3, _("3 - regional")
        LOCAL = 4, _("4 - local")

    class Stage(models.TextChoices):
        """F-12: how far the relationship has come."""

        IDENTIFIED = "identified", _("Identified")
        INTRODUCED = "introduced", _("Introduced")
        ENGAGED = "engaged", _("Engaged")
        COLLABORATING = "collaborating", _("Collaborating")
        TRUSTED_PARTNER = "trusted_partner", _("Trusted partner")
        DORMANT = "dormant", _("Dormant")

    stakeholder = models.OneToOneField(Stakeholder, models.PROTECT, related_name="kol_profile")
    tier = models.PositiveSmallIntegerField(_("tier"), choices=Tier.choices, null=True, blank=True)
    tier_reason = models.TextField(_("reason for the tier"), blank=True)
    nomination_reason = models.TextField(_("why this person is a KOL"), blank=True)
    responsible = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="kol_profiles",
        verbose_name=_("responsible MSL"),
    )
    stage = models.CharField(
        _("relationship stage"), max_length=20, choices=Stage.choices, default=Stage.IDENTIFIED
    )
    name_folded = models.CharField(max_length=400, editable=False, default="")
    last_interaction_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("KOL profile")
        indexes = [
            models.Index(fields=["name_folded", "id"], name="kol_by_name"),
            models.Index(
                F("last_interaction_at").desc(nulls_last=True), F("id").desc(), name="kol_by_contact"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(tier=None) | ~Q(tier_reason=""),
                name="tier_has_reason",
                violation_error_message=_("Say why."),
            )
        ]

    def __str__(self) -> str:
        return str(self.stakeholder)

    def get_absolute_url(self) -> str:
        """A KOL's page is the stakeholder's page, with the medical panels open."""
        return self.stakeholder.get_absolute_url()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Copy the name to sort by."""
        self.name_folded = self.stakeholder.name_folded
        super().save(*args, **kwargs)


@pghistory.track()
class ProfileArea(BaseModel):
    """A KOL works in a therapeutic area; this decides which liaisons see the profile."""

    side = Side.MEDICAL

    profile = models.ForeignKey(KOLProfile, models.CASCADE, related_name="areas")
    therapeutic_area = models.ForeignKey(TherapeuticArea, models.PROTECT, related_name="profile_areas")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "therapeutic_area"], name="profile_area_once")
        ]

    def __str__(self) -> str:
        return str(self.therapeutic_area)


@pghistory.track()
class Interest(BaseModel):
    """A research interest, with where we know it from (F-23)."""

    side = Side.MEDICAL

    profile = models.ForeignKey(KOLProfile, models.CASCADE, related_name="interests")
    text = models.CharField(_("interest"), max_length=200)
    source = models.CharField(_("source"), max_length=100, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)

    class Meta:
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class TopicToAvoid(BaseModel):
    """A subject this person does not wish to discuss."""

    side = Side.MEDICAL

    profile = models.ForeignKey(KOLProfile, models.CASCADE, related_name="topics_to_avoid")
    text = models.CharField(_("topic"), max_length=200)

    class Meta:
        ordering = ["text"]
        verbose_name_plural = "topics to avoid"

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class RelationshipStageChange(BaseModel):
    """F-12: one dated step of the relationship, with its evidence. Never overwritten."""

    side = Side.MEDICAL
    insert_only = True

    profile = models.ForeignKey(KOLProfile, models.CASCADE, related_name="stage_changes")
    stage = models.CharField(_("stage"), max_length=20, choices=KOLProfile.Stage.choices)
    evidence = models.TextField(_("evidence"))
    changed_on = models.DateField(_("on"))
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-changed_on", "-id"]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} since {self.changed_on}"
