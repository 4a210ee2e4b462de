"""What a paper and a trial say alike of somebody they name."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel


class PrintedPerson(BaseModel):
    """Somebody as printed, and how surely we know who that is. Abstract."""

    position = models.PositiveSmallIntegerField(_("position"))
    printed_name = models.CharField(_("name as printed"), max_length=400)
    affiliations = ArrayField(models.TextField(), default=list)
    match_score = models.PositiveSmallIntegerField(null=True, blank=True)
    match_reasons = ArrayField(models.CharField(max_length=200), default=list)

    class Meta:
        abstract = True
        ordering = ["position"]
