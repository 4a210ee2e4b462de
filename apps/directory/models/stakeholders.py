"""Stakeholders: external people, and how they wish to be contacted: shared, since the wishes bind every function."""

from collections.abc import Sequence
from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from apps.core.addresses import address_of
from apps.core.models import BaseModel
from apps.core.searching import NAME_WORDS
from apps.core.vocabulary import keep_words_of
from apps.directory.choices import Channel, CustomerGroup, IdentifierSystem, PreferredTime
from apps.directory.models.base import DirectoryModel, folded
from apps.firewall.sides import Side
from apps.users.models import Territory


@pghistory.track(exclude=["last_contact_at", "name_folded"])
class Stakeholder(DirectoryModel):
    """An external person."""

    side = Side.SHARED

    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    middle_name = models.CharField(_("middle name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name"), max_length=150)
    suffix = models.CharField(_("suffix"), max_length=20, blank=True)
    degrees = models.CharField(_("degrees"), max_length=100, blank=True, help_text=_("For example MD, PhD"))
    specialty = models.CharField(_("specialty"), max_length=150, blank=True)
    customer_groups = ArrayField(
        models.CharField(max_length=30, choices=CustomerGroup.choices),
        default=list,
        verbose_name=_("customer groups"),
    )
    languages = ArrayField(
        models.CharField(max_length=2), default=list, blank=True, verbose_name=_("languages")
    )
    country = models.CharField(_("country"), max_length=2, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stakeholders",
        verbose_name=_("territory"),
    )
    preferred_channel = models.CharField(
        _("preferred channel"), max_length=20, choices=Channel.choices, blank=True
    )
    preferred_time = models.CharField(
        _("preferred time"), max_length=20, choices=PreferredTime.choices, blank=True
    )
    preferred_language = models.CharField(_("preferred language"), max_length=2, blank=True)
    contacts_per_quarter = models.PositiveSmallIntegerField(
        _("contacts per quarter at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Counts all functions. Empty: no limit stated."),
    )
    do_not_contact = models.BooleanField(_("do not contact"), default=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    #: Affiliations that hold now, the main one first; `queries.stakeholders_for` fills it.
    current_affiliations: "Sequence[Any]"

    class Meta:
        triggers = keep_words_of("name_folded", "directory_nameword")
        indexes = [
            GinIndex(NAME_WORDS, name="stakeholder_name_words", fastupdate=False),
            GinIndex(fields=["customer_groups"], name="stakeholder_groups"),
            models.Index(fields=["name_folded", "id"], name="stakeholder_by_name"),
            models.Index(
                fields=["name_folded"], opclasses=["varchar_pattern_ops"], name="stakeholder_by_first_letters"
            ),
            models.Index(
                F("last_contact_at").asc(nulls_first=True), "id", name="stakeholder_by_last_contact"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """First, middle and last name with suffix, as one would write it."""
        parts = (self.first_name, self.middle_name, self.last_name, self.suffix)
        return " ".join(part for part in parts if part)

    def get_absolute_url(self) -> str:
        """The person's page."""
        return address_of("directory:stakeholder", self.pk)

    def folded_name(self) -> str:
        """Last name first: the order lists are read in."""
        return folded(self.last_name, self.first_name, self.middle_name)


@pghistory.track()
class StakeholderIdentifier(BaseModel):
    """A number that identifies the person: ORCID, NPI, a national registry, another system."""

    side = Side.SHARED

    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="identifiers")
    system = models.CharField(_("system"), max_length=20, choices=IdentifierSystem.choices)
    value = models.CharField(_("number"), max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "value"], name="stakeholder_identifier_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_system_display()} {self.value}"
