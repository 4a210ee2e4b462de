"""Publications and who wrote them. Every fact keeps its source, its date and the file it came in."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.directory.models import Stakeholder
from apps.firewall.sides import Side
from apps.kols.models.candidates import Candidate, FoundQuerySet
from apps.kols.models.printed import PrintedPerson


@pghistory.track()
class Publication(BaseModel):
    """One paper as its source describes it. `content_digest` tells an unchanged record from a newer one."""

    side = Side.MEDICAL

    pmid = models.CharField(_("PubMed id"), max_length=12, unique=True)
    version = models.PositiveSmallIntegerField(_("version in the source"), default=1)
    doi = models.CharField(_("DOI"), max_length=300, blank=True)
    title = models.TextField(_("title"))
    journal = models.CharField(_("journal"), max_length=300, blank=True)
    issn = models.CharField(_("ISSN"), max_length=9, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    published_precision = models.CharField(max_length=5, blank=True)
    published_text = models.CharField(_("date as printed"), max_length=60, blank=True)
    types = ArrayField(models.CharField(max_length=120), default=list)
    topics = models.JSONField(_("MeSH topics"), default=list)
    trial_ids = ArrayField(models.CharField(max_length=30), default=list)
    conflict_statement = models.TextField(_("conflict of interest statement"), blank=True)
    is_retracted = models.BooleanField(_("retracted"), default=False)
    source = models.CharField(_("source"), max_length=30)
    source_file = models.CharField(_("file"), max_length=255)
    source_revised_on = models.DateField(_("revised in the source on"), null=True, blank=True)
    verified_on = models.DateField(_("verified on"))
    content_digest = models.CharField(max_length=64, editable=False)

    objects = FoundQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-published_on", "id"], name="publication_by_date"),
            GinIndex(fields=["trial_ids"], name="publication_by_trial"),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Authorship(PrintedPerson):
    """One author of one paper, as printed, and whom we believe it to be.

    A stakeholder or a candidate; neither for a group of authors. `match_reasons` say why in words.
    """

    side = Side.MEDICAL

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="authorships")
    is_first = models.BooleanField(_("first author"), default=False)
    is_last = models.BooleanField(_("last author"), default=False)
    orcid = models.CharField(max_length=19, blank=True)
    stakeholder = models.ForeignKey(
        Stakeholder, models.PROTECT, null=True, blank=True, related_name="authorships"
    )
    candidate = models.ForeignKey(
        Candidate, models.SET_NULL, null=True, blank=True, related_name="authorships"
    )

    objects = FoundQuerySet.as_manager()

    class Meta(PrintedPerson.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["publication", "position"], name="one_author_per_position"),
            models.CheckConstraint(
                condition=models.Q(stakeholder=None) | models.Q(candidate=None), name="author_is_one_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name}, author {self.position} of {self.publication_id}"
