"""Accounts: hospitals, clinics, payers, societies; a tree."""

from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from apps.core.addresses import address_of
from apps.core.models import BaseModel
from apps.core.searching import NAME_WORDS
from apps.core.vocabulary import keep_words_of
from apps.directory.choices import AccessRestriction, AccountKind, CustomerGroup, IdentifierSystem
from apps.directory.models.base import DirectoryModel, folded
from apps.firewall.sides import Side
from apps.users.models import Territory


@pghistory.track(exclude=["last_contact_at", "name_folded"])
class Account(DirectoryModel):
    """An organisation. `path` holds the keys from the root down to this account, so a subtree is one index look-up."""

    side = Side.SHARED

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("type"), max_length=30, choices=AccountKind.choices)
    customer_group = models.CharField(
        _("customer group"), max_length=30, choices=CustomerGroup.choices, blank=True
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    path = ArrayField(models.UUIDField(), default=list, editable=False)
    street = models.CharField(_("street"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    region = models.CharField(_("state or region"), max_length=100, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    website = models.URLField(_("website"), blank=True)
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="accounts", verbose_name=_("territory")
    )
    access_restriction = models.CharField(
        _("access"), max_length=20, choices=AccessRestriction.choices, default=AccessRestriction.OPEN
    )

    class Meta:
        triggers = keep_words_of("name_folded", "directory_nameword")
        indexes = [
            GinIndex(NAME_WORDS, name="account_name_words", fastupdate=False),
            GinIndex(fields=["path"], name="account_path"),
            models.Index(fields=["name_folded", "id"], name="account_by_name"),
            models.Index(
                fields=["name_folded"], opclasses=["varchar_pattern_ops"], name="account_by_first_letters"
            ),
            models.Index(F("last_contact_at").asc(nulls_first=True), "id", name="account_by_last_contact"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The account's page."""
        return address_of("directory:account", self.pk)

    def folded_name(self) -> str:
        """Name and city, since many hospitals share a name."""
        return folded(self.name, self.city)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the path in step with the parent; moving a whole subtree is `move_account`."""
        self.path = [*(self.parent.path if self.parent else []), self.pk]
        super().save(*args, **kwargs)


@pghistory.track()
class AccountIdentifier(BaseModel):
    """A number under which another system knows the account."""

    side = Side.SHARED

    account = models.ForeignKey(Account, models.CASCADE, related_name="identifiers")
    system = models.CharField(_("system"), max_length=20, choices=IdentifierSystem.choices)
    value = models.CharField(_("number"), max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "value"], name="account_identifier_once")]

    def __str__(self) -> str:
        return f"{self.get_system_display()} {self.value}"
