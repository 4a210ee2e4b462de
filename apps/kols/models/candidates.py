"""Candidates: people found in imported files who are not in the directory, ranked by visible evidence."""

from typing import Any, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticAreaAssignment
from apps.core.models import BaseModel
from apps.core.searching import NAME_WORDS, named_like
from apps.directory.models import Stakeholder
from apps.firewall.sides import Side
from apps.users.models import User

COPIES = [
    *(
        "match_key",
        "papers",
        "first_or_last",
        "latest_on",
        "trials",
        "trials_led",
        "evidence_score",
        "evidence_on",
    )
]


class FoundQuerySet(models.QuerySet[Any]):
    """What imports found in public sources; it belongs to no therapeutic area."""

    def visible_to(self, user: User) -> Self:
        """Whoever works in any therapeutic area, and who sees all medical content."""
        if user.facts.sees_all_medical:
            return self
        if user.side != Side.MEDICAL:
            return self.none()
        return self.filter(Exists(TherapeuticAreaAssignment.objects.filter(user=user)))


class CandidateQuerySet(FoundQuerySet):
    """People found in imports."""

    def named_like(self, text: str) -> Self:
        """Candidates whose name contains a word starting with each typed word, in any order."""
        return named_like(self, text)


@pghistory.track(exclude=COPIES)
class Candidate(BaseModel):
    """An author or investigator who is no stakeholder (yet). Counts are copies, kept to sort by.

    `match_key` (folded last name and first initial) finds the candidates an author could be.
    """

    side = Side.MEDICAL

    class State(models.TextChoices):
        """What was decided."""

        OPEN = "open", _("To be decided")
        NOMINATED = "nominated", _("Nominated")
        KNOWN = "known", _("Found to be a known person")
        DISMISSED = "dismissed", _("Not a candidate")

    first_name = models.CharField(_("first name"), max_length=150, blank=True)
    last_name = models.CharField(_("last name"), max_length=150)
    initials = models.CharField(max_length=20, blank=True)
    suffix = models.CharField(max_length=20, blank=True)
    name_folded = models.CharField(max_length=400, editable=False)
    orcid = models.CharField(_("ORCID"), max_length=19, blank=True)
    affiliation = models.TextField(_("affiliation"), blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    stakeholder = models.ForeignKey(Stakeholder, models.PROTECT, null=True, blank=True, related_name="+")
    papers = models.PositiveIntegerField(_("papers"), default=0)
    first_or_last = models.PositiveIntegerField(_("as first or last author"), default=0)
    latest_on = models.DateField(_("latest paper"), null=True, blank=True)
    trials = models.PositiveIntegerField(_("trials"), default=0)
    trials_led = models.PositiveIntegerField(_("trials led"), default=0)
    evidence_score = models.PositiveIntegerField(_("evidence"), default=0)
    evidence_on = models.DateField(_("evidence counted on"), null=True, blank=True, editable=False)
    match_key = models.CharField(max_length=200, editable=False, default="")

    objects = CandidateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["orcid"], condition=~Q(orcid=""), name="candidate_orcid_once"),
        ]
        indexes = [
            GinIndex(NAME_WORDS, name="candidate_name_words"),
            models.Index(fields=["state", "-evidence_score", "id"], name="candidate_by_evidence"),
            models.Index(fields=["name_folded", "id"], name="candidate_by_name"),
            models.Index(fields=["match_key"], name="candidate_by_match_key"),
        ]

    def __str__(self) -> str:
        return " ".join(
            part for part in (self.first_name or self.initials, self.last_name, self.suffix) if part
        )

    def get_absolute_url(self) -> str:
        """The evidence about this person."""
        return reverse("kols:candidate", args=[self.pk])


@pghistory.track()
class MatchQuestion(BaseModel):
    """An author who may be a stakeholder we know: listed for a person to decide, never merged in silence."""

    side = Side.MEDICAL

    class Answer(models.TextChoices):
        """The decision."""

        OPEN = "open", _("To be decided")
        SAME = "same", _("Same person")
        OTHER = "other", _("Another person")

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="questions")
    stakeholder = models.ForeignKey(Stakeholder, models.PROTECT, related_name="match_questions")
    score = models.PositiveSmallIntegerField(_("score"))
    reasons = ArrayField(models.CharField(max_length=200), default=list)
    answer = models.CharField(_("answer"), max_length=6, choices=Answer.choices, default=Answer.OPEN)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = FoundQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "stakeholder"], name="asked_once")]
        indexes = [models.Index(fields=["answer", "-score", "id"], name="question_by_score")]

    def __str__(self) -> str:
        return f"Is {self.candidate} {self.stakeholder}?"
