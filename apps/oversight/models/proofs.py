"""What was found when the wall was looked at: written once."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.firewall.sides import Side


class GrantAudit(BaseModel):
    """The grants of the live database, compared with what the models declare; once a day."""

    side = Side.OVERSIGHT
    insert_only = True

    version = models.CharField(_("version"), max_length=64)
    grants = models.PositiveIntegerField(_("grants checked"))
    differences = ArrayField(models.CharField(max_length=300), verbose_name=_("differences"), default=list)

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="grant_audit_created")]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M} {self.version}: {len(self.differences)}"


class LeakTest(BaseModel):
    """A run of the leak test on a test database of the same version, recorded from the file that it wrote."""

    side = Side.OVERSIGHT
    insert_only = True

    version = models.CharField(_("version"), max_length=64)
    ran_at = models.DateTimeField(_("ran"))
    words = models.PositiveIntegerField(_("words planted"))
    pages = models.PositiveIntegerField(_("pages opened"))
    personas = ArrayField(models.CharField(max_length=40), verbose_name=_("as whom"))
    leaks = models.PositiveIntegerField(_("words on the wrong side"))
    digest = models.CharField(_("sha256 of the file"), max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["-ran_at"], name="leak_test_ran")]

    def __str__(self) -> str:
        return f"{self.ran_at:%Y-%m-%d %H:%M} {self.version}: {self.leaks}"
