"""The medical content of a touchpoint, one to one."""

from typing import Any, Self

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticArea, Topic
from apps.catalog.reach import in_reach
from apps.coordination.models import Touchpoint
from apps.core.addresses import address_of
from apps.core.models import BaseModel, RevisionedModel
from apps.core.noted import Keys, NotedModel, WordsField, Year
from apps.core.vocabulary import keep_words_of
from apps.evidence.models import Material
from apps.firewall.sides import Side
from apps.users.models import User

#: Through whom or what `visible_to` lets somebody read: a search narrows by these before it reads rows.
KEPT_BY = Keys(F("owner"), F("therapeutic_area"))
YEAR = Year(F("starts_at"))


class InteractionQuerySet(models.QuerySet[Any]):
    """Interactions."""

    def visible_to(self, user: User) -> Self:
        """Own ones, those in the user's therapeutic areas, a manager also the team's; directors and compliance all.

        Whoever answers requests sees those, and not the talks they came from.
        """
        return in_reach(self.defer("words"), user, "owner")


@pghistory.track(exclude=["words"])
class Interaction(NotedModel, RevisionedModel):
    """What was said. `owner` and `starts_at` are copies of the envelope's, to list and sort by."""

    side = Side.MEDICAL
    copies = ("touchpoint", "starts_at")

    class State(models.TextChoices):
        """See `workflow.TRANSITIONS` for what may follow what."""

        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held, not submitted")
        SUBMITTED = "submitted", _("Submitted")
        AMENDED = "amended", _("Amended")
        CANCELLED = "cancelled", _("Cancelled")

    class Kind(models.TextChoices):
        """F-42: type of exchange."""

        SCIENTIFIC_EXCHANGE = "scientific_exchange", _("Scientific exchange")
        REACTIVE_ANSWER = "reactive_answer", _("Answer to a question")
        TRIAL_SUPPORT = "trial_support", _("Trial or site support")
        EDUCATION = "education", _("Education")
        CONGRESS = "congress", _("Congress")
        ADVISORY_BOARD = "advisory_board", _("Advisory board")
        INTRODUCTION = "introduction", _("Introduction")

    class Initiative(models.TextChoices):
        """Who began."""

        PROACTIVE = "proactive", _("Proactive: we came to them")
        REACTIVE = "reactive", _("Reactive: they asked us")

    class SafetyAnswer(models.TextChoices):
        """Was anything heard that may be an adverse event, product complaint or special situation?"""

        NO = "no", _("No")
        YES = "yes", _("Yes")

    touchpoint = models.OneToOneField(Touchpoint, models.PROTECT, related_name="interaction")
    owner = models.ForeignKey(User, models.PROTECT, related_name="interactions")
    starts_at = models.DateTimeField(_("started"))
    planned_for = models.DateTimeField(_("planned for"), null=True, blank=True, editable=False)
    therapeutic_area = models.ForeignKey(
        TherapeuticArea, models.PROTECT, related_name="interactions", verbose_name=_("therapeutic area")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PLANNED)
    kind = models.CharField(_("type"), max_length=30, choices=Kind.choices, default=Kind.SCIENTIFIC_EXCHANGE)
    initiative = models.CharField(
        _("initiative"), max_length=10, choices=Initiative.choices, default=Initiative.PROACTIVE
    )
    duration_minutes = models.PositiveSmallIntegerField(
        _("duration in minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1440)],
    )
    topics = models.ManyToManyField(Topic, through="InteractionTopic", verbose_name=_("topics"))
    materials = models.ManyToManyField(
        Material, through="InteractionMaterial", verbose_name=_("materials shared")
    )
    notes = models.TextField(_("notes"), blank=True)
    needs_and_concerns = models.TextField(_("needs and concerns"), blank=True)
    safety_answer = models.CharField(
        _("safety question"), max_length=3, choices=SafetyAnswer.choices, blank=True
    )
    opened_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When the form was opened."
    )
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveSmallIntegerField(default=0, editable=False)
    amend_reason = models.TextField(_("reason for amending"), blank=True, editable=False)
    cancel_reason = models.TextField(_("reason for cancelling"), blank=True, editable=False)

    words = WordsField("notes", "needs_and_concerns")

    objects = InteractionQuerySet.as_manager()

    class Meta:
        triggers = keep_words_of("words", "interactions_noteword", is_array=True)
        indexes = [
            models.Index(fields=["owner", "starts_at", "id"], name="interaction_by_owner"),
            models.Index(fields=["starts_at", "id"], name="interaction_by_start"),
            models.Index(fields=["therapeutic_area", "starts_at"], name="interaction_by_area"),
            # One index answers who may read, when and what was said, however many rows hold a word.
            GinIndex(F("words"), KEPT_BY, YEAR, fastupdate=False, name="interaction_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "amended"])
                | (~Q(safety_answer="") & Q(submitted_at__isnull=False)),
                name="submitted_answers_safety",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.starts_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The interaction's page."""
        return address_of("interactions:read", self.pk)

    @property
    def is_locked(self) -> bool:
        """Submitted: changed only by amending with a reason."""
        return self.state in {self.State.SUBMITTED, self.State.AMENDED}


@pghistory.track()
class InteractionTopic(BaseModel):
    """A topic was talked about."""

    side = Side.MEDICAL

    interaction = models.ForeignKey(Interaction, models.CASCADE, related_name="topic_rows")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interaction", "topic"], name="topic_once")]

    def __str__(self) -> str:
        return str(self.topic)


@pghistory.track()
class InteractionMaterial(BaseModel):
    """A material was shared (F-21)."""

    side = Side.MEDICAL

    interaction = models.ForeignKey(Interaction, models.CASCADE, related_name="material_rows")
    material = models.ForeignKey(Material, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interaction", "material"], name="material_once")]

    def __str__(self) -> str:
        return str(self.material)
