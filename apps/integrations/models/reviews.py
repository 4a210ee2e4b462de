"""MEDICAL: what imports are unsure of, and what people decided; and what the columns of a source mean."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.firewall.sides import Side
from apps.integrations.models.imports import ImportRun
from apps.kols.models import Candidate
from apps.kols.models.candidates import FoundQuerySet
from apps.users.models import User

#: What a review can be about, and nothing else.
ABOUT_CANDIDATE = Q(candidate__isnull=False, record__isnull=True, identity="")
ABOUT_ROW = Q(candidate__isnull=True, record__isnull=False) & ~Q(identity="")
SETTLED = Q(candidate__isnull=True, record__isnull=True, state="done", chosen__isnull=False) & ~Q(identity="")


class ReviewQuerySet(FoundQuerySet):
    """Reviews are seen by whoever sees imports."""

    def open(self) -> Self:
        """To be decided, in the order in which they came."""
        return self.filter(state=Review.State.OPEN).order_by("id")


@pghistory.track(exclude=["record", "choices"])
class Review(BaseModel):
    """Somebody or some place in a file that may be in the directory already.

    `record` is the row, to be imported once it is decided; of an author of papers it is nothing, since the candidate
    stands for itself. Of a row that needed no question it is only remembered what it turned out to be. `identity` tells
    the same question in a later file: the memory outlives the import. A decision takes effect a little later
    (`effective_at`), so that it can be taken back: what the directory then holds is never deleted again.
    """

    side = Side.MEDICAL

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("To be decided")
        DECIDED = "decided", _("Decided")
        DONE = "done", _("In effect")
        FAILED = "failed", _("Could not be imported")

    class Subject(models.TextChoices):
        """What is asked about."""

        PERSON = "person", _("Person")
        ACCOUNT = "account", _("Account")

    run = models.ForeignKey(ImportRun, models.SET_NULL, null=True, blank=True, related_name="reviews")
    subject = models.CharField(max_length=10, choices=Subject.choices)
    label = models.CharField(max_length=300)
    candidate = models.OneToOneField(Candidate, models.CASCADE, null=True, blank=True, related_name="review")
    record = models.JSONField(null=True)
    identity = models.CharField(max_length=64, blank=True)
    choices = models.JSONField(default=list, help_text="Keys with score and reasons, the likeliest first.")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    chosen = models.UUIDField(null=True, blank=True, help_text="The same as this one; empty: none of them.")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    effective_at = models.DateTimeField(null=True, blank=True)
    message = models.TextField(blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["identity"], condition=~Q(identity=""), name="review_asked_once"),
            models.CheckConstraint(
                condition=~Q(state="decided") | Q(decided_by__isnull=False, effective_at__isnull=False),
                name="review_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=ABOUT_CANDIDATE | ABOUT_ROW | SETTLED, name="review_of_one_thing"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="review_by_state"),
            models.Index(fields=["effective_at"], condition=Q(state="decided"), name="review_to_take_effect"),
        ]

    def __str__(self) -> str:
        return self.label


@pghistory.track()
class ColumnMapping(BaseModel):
    """What the columns of tables of one source mean, so that nobody is asked twice."""

    side = Side.MEDICAL

    source = models.CharField(_("source"), max_length=40)
    fingerprint = models.CharField(max_length=64, help_text="Of the set of headings.")
    mapping = models.JSONField()
    used_at = models.DateTimeField(auto_now=True)

    objects = FoundQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "fingerprint"], name="mapping_once")]

    def __str__(self) -> str:
        return self.source
