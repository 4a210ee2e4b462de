"""Registered trials, where they run and who leads them. Every fact keeps its source, its date and its file."""

from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.core.searching import typed_words
from apps.directory.models import Stakeholder
from apps.firewall.sides import Side
from apps.kols.models.candidates import Candidate, FoundQuerySet
from apps.kols.models.printed import PrintedPerson
from apps.kols.trial_words import BAD, GOOD, date_in_words, phases_in_words, status_in_words, type_in_words

#: The index is made over this very expression.
TITLE_WORDS = SearchVector("title", config="simple")


class TrialQuerySet(FoundQuerySet):
    """Registered trials."""

    def titled_like(self, text: str) -> Self:
        """Trials whose title contains a word starting with each typed word, in any order."""
        query = typed_words(text)
        return self.annotate(title_words=TITLE_WORDS).filter(title_words=query) if query else self


@pghistory.track()
class Trial(BaseModel):
    """One study as its registry describes it. Codes (`status`, `phases`, ...) are the registry's own.

    `content_digest` tells an unchanged record from a newer one. `is_partial`: the file held a part of the record only.
    """

    side = Side.MEDICAL

    nct_id = models.CharField(_("registry number"), max_length=11, unique=True)
    aliases = ArrayField(models.CharField(max_length=11), default=list, blank=True)
    title = models.TextField(_("title"))
    official_title = models.TextField(_("official title"), blank=True)
    acronym = models.CharField(_("acronym"), max_length=60, blank=True)
    org_ids = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    status = models.CharField(_("status"), max_length=40, blank=True)
    study_type = models.CharField(_("type of study"), max_length=40, blank=True)
    phases = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    enrolment = models.PositiveIntegerField(_("people enrolled"), null=True, blank=True)
    is_enrolment_actual = models.BooleanField(default=False)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    started_precision = models.CharField(max_length=5, blank=True)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    completed_precision = models.CharField(max_length=5, blank=True)
    sponsor = models.CharField(_("sponsor"), max_length=300, blank=True)
    sponsor_class = models.CharField(_("kind of sponsor"), max_length=40, blank=True)
    collaborators = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    conditions = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    interventions = models.JSONField(_("interventions"), default=list, blank=True)
    topics = models.JSONField(_("MeSH topics"), default=list, blank=True)
    pmids = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    is_partial = models.BooleanField(default=False)
    source = models.CharField(_("source"), max_length=30)
    source_file = models.CharField(_("file"), max_length=255)
    source_revised_on = models.DateField(_("revised in the source on"), null=True, blank=True)
    verified_on = models.DateField(_("verified on"))
    content_digest = models.CharField(max_length=64, editable=False)

    objects = TrialQuerySet.as_manager()

    class Meta:
        verbose_name = _("trial")
        indexes = [
            GinIndex(fields=["pmids"], name="trial_by_pmid"),
            GinIndex(fields=["aliases"], name="trial_by_alias"),
            GinIndex(TITLE_WORDS, name="trial_title_words"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subtitle(self) -> str:
        """Acronym and number."""
        return ", ".join(filter(None, [self.acronym, self.nct_id]))

    @property
    def registry_url(self) -> str:
        """The registry's page of the trial; "" for numbers that are not its own."""
        is_real = self.nct_id.startswith("NCT") and self.nct_id[3:].isdigit()
        return f"https://clinicaltrials.gov/study/{self.nct_id}" if is_real else ""

    @property
    def status_in_words(self) -> str:
        """Where the trial stands, as people read it."""
        return status_in_words(self.status)

    @property
    def started_in_words(self) -> str:
        """When it started, as exactly as the registry says."""
        return date_in_words(self.started_on, self.started_precision)

    @property
    def completed_in_words(self) -> str:
        """When it ended or will end, likewise."""
        return date_in_words(self.completed_on, self.completed_precision)

    @property
    def tone(self) -> str:
        """How the status is coloured."""
        return "good" if self.status in GOOD else "bad" if self.status in BAD else "quiet"

    @property
    def design_in_words(self) -> str:
        """Phase and type of study."""
        return ", ".join(filter(None, [phases_in_words(self.phases), type_in_words(self.study_type).lower()]))

    def get_absolute_url(self) -> str:
        """All that is known of the trial."""
        return reverse("kols:trial", args=[self.pk])


@pghistory.track(exclude=["place_key"])
class TrialSite(BaseModel):
    """One place where a trial runs, as the registry prints it.

    `place_key` (folded facility and town) finds the sites of an account; nothing is linked, so nothing goes stale.
    """

    side = Side.MEDICAL

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="sites")
    position = models.PositiveSmallIntegerField(_("position"))
    facility = models.CharField(_("facility"), max_length=300, blank=True)
    city = models.CharField(_("city"), max_length=150, blank=True)
    state = models.CharField(_("state"), max_length=150, blank=True)
    country = models.CharField(_("country"), max_length=100, blank=True)
    status = models.CharField(_("status"), max_length=40, blank=True)
    place_key = models.CharField(max_length=500, editable=False, default="")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["trial", "position"], name="one_site_per_position")]
        indexes = [models.Index(fields=["place_key"], name="trial_site_by_place")]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.facility, self.place]))

    @property
    def place(self) -> str:
        """Town, state and country."""
        return ", ".join(filter(None, [self.city, self.state, self.country]))

    @property
    def status_in_words(self) -> str:
        """Where the site stands, as people read it."""
        return status_in_words(self.status)


@pghistory.track()
class Involvement(PrintedPerson):
    """One person in one trial, as printed, and whom we believe it to be: a stakeholder or a candidate.

    Somebody named in several places of the record has one row with several roles. `match_reasons` say why in words.
    """

    side = Side.MEDICAL

    class Role(models.TextChoices):
        """What the registry says somebody does."""

        RESPONSIBLE_PARTY = "responsible_party", _("responsible party")
        PRINCIPAL_INVESTIGATOR = "principal_investigator", _("principal investigator")
        STUDY_CHAIR = "study_chair", _("study chair")
        STUDY_DIRECTOR = "study_director", _("study director")
        OFFICIAL = "official", _("official of the study")
        SITE_INVESTIGATOR = "site_investigator", _("principal investigator of a site")
        SUB_INVESTIGATOR = "sub_investigator", _("sub-investigator of a site")

    #: Who leads the whole trial; the others lead a place of it.
    LEADING = frozenset({"responsible_party", "principal_investigator", "study_chair", "study_director"})

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="involvements")
    roles = ArrayField(models.CharField(max_length=30, choices=Role.choices), default=list)
    is_leading = models.BooleanField(_("leads the trial"), default=False)
    stakeholder = models.ForeignKey(
        Stakeholder, models.PROTECT, null=True, blank=True, related_name="involvements"
    )
    candidate = models.ForeignKey(
        Candidate, models.SET_NULL, null=True, blank=True, related_name="involvements"
    )

    objects = FoundQuerySet.as_manager()

    class Meta(PrintedPerson.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["trial", "position"], name="one_person_per_trial_position"),
            models.CheckConstraint(
                condition=models.Q(stakeholder=None) | models.Q(candidate=None),
                name="investigator_is_one_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name}, {', '.join(self.roles)} of {self.trial_id}"

    @property
    def roles_in_words(self) -> str:
        """The roles as people read them."""
        return ", ".join(str(self.Role(role).label) for role in self.roles if role in self.Role.values)
