"""The shape of what people enter about an interaction. Whether they may is decided by the policies."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import PurposeClass, TherapeuticArea, Topic
from apps.catalog.queries import areas_of, areas_offered_to, purposes_of
from apps.coordination.planning_form import LooksAround
from apps.core.dates import HELP, MomentField
from apps.core.fields import SearchSelect, SearchSelectMany, offer
from apps.core.merging import canonical, opened_with, snapshot
from apps.directory.choices import Channel
from apps.directory.models import Account, Stakeholder
from apps.evidence.models import Material
from apps.interactions.choices import accounts_near, stakeholders_near
from apps.interactions.entry import Entry
from apps.interactions.models import Interaction
from apps.users.models import User


class Contact(forms.Form):
    """The part that planning and logging share. Choices are limited to what `user` may see.

    The two long lists (accounts, stakeholders) hold the chosen and the nearest rows; the browser searches for others,
    and any visible row is accepted.
    """

    field_order = ("stakeholders",)
    account = forms.ModelChoiceField(
        Account.objects.none(), label=_("Account"), widget=SearchSelect("directory:suggest_accounts")
    )
    stakeholders = forms.ModelMultipleChoiceField(
        Stakeholder.objects.none(),
        label=_("With whom"),
        widget=SearchSelectMany("directory:suggest_stakeholders"),
    )
    starts_at = MomentField(label=_("When"), help_text=HELP)
    channel = forms.ChoiceField(choices=Channel.choices, label=_("Channel"), initial=Channel.FACE_TO_FACE)
    purpose = forms.ModelChoiceField(
        PurposeClass.objects.none(),
        label=_("Purpose"),
        help_text=_("Shared with the commercial side; nothing else about the subject is."),
    )
    therapeutic_area = forms.ModelChoiceField(TherapeuticArea.objects.none(), label=_("Therapeutic area"))
    kind = forms.ChoiceField(choices=Interaction.Kind.choices, label=_("Type"))
    topics = forms.ModelMultipleChoiceField(Topic.objects.none(), label=_("Topics"), required=False)
    before = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, entry: Entry | None = None, **kwargs: Any) -> None:
        self.user, self.entry = user, entry
        if entry is not None:
            kwargs["initial"] = {
                **entry.values(),
                "before": snapshot(entry.values()),
                **kwargs.get("initial", {}),
            }
        super().__init__(*args, **kwargs)
        self._limit_choices()

    def _limit_choices(self) -> None:
        areas = areas_offered_to(self.user)
        offer(self, "account", Account.objects.visible_to(self.user), near=accounts_near(self.user))
        people = Stakeholder.objects.visible_to(self.user)
        offer(self, "stakeholders", people, near=stakeholders_near(self.user))
        kept = self.entry
        offer(self, "purpose", purposes_of(self.user), kept=[kept.purpose] if kept else [])
        offer(self, "therapeutic_area", areas, kept=[kept.therapeutic_area] if kept else [])
        topics = Topic.objects.filter(is_active=True, therapeutic_area__in=areas)
        offer(self, "topics", topics, kept=kept.topics if kept else [])
        if not self.is_bound and len(areas) == 1:
            self.initial.setdefault("therapeutic_area", areas[0])
        if not self.is_bound:
            self.initial.setdefault("purpose", purposes_of(self.user).first())

    def to_entry(self) -> Entry:
        """What was entered; fields that this form does not have stay as they are."""
        kept = self.entry.values() if self.entry else {}
        typed = {
            name: value for name, value in self.cleaned_data.items() if name in Entry.__dataclass_fields__
        }
        return Entry(**{**kept, **{name: _listed(value) for name, value in typed.items()}})

    def edit(self) -> dict[str, Any]:
        """For actions that merge: the entry, and what the form was opened with."""
        return {"entry": self.to_entry(), "before": self.cleaned_data["before"]}


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, QuerySet) else value


#: "Now" is planned, too: the quarter of an hour that has just begun.
JUST_NOW = timedelta(minutes=15)


class Plan(LooksAround, Contact):
    """Plan a contact; what others do around it is shown before it is saved."""

    def clean_starts_at(self) -> datetime:
        """What is over is logged, not planned. A plan that nobody moves may stay where it is.

        A rule for people only: other systems may tell late what was planned, through the actions.
        """
        moment: datetime = self.cleaned_data["starts_at"]
        if moment < timezone.now() - JUST_NOW and not self._is_kept(moment):
            raise forms.ValidationError(
                _("This is in the past. Log it instead, or choose a time to come."), code="past"
            )
        return moment

    def _is_kept(self, moment: datetime) -> bool:
        """Whether it stands where it stood when the form was opened, or where it stands now."""
        opened = opened_with(self.data.get("before", "")).get("starts_at")
        return canonical(moment) in {opened, canonical(self.entry.starts_at) if self.entry else None}

    @property
    def is_over(self) -> bool:
        """Whether the contact was refused because it took place already."""
        return self.has_error("starts_at", "past")


class Log(Contact):
    """Record what was said. `safety_answer` is required by the action when submitting, not when saving a draft."""

    short_labels: Mapping[str, Any] = {"safety_answer": _("Safety question")}

    initiative = forms.ChoiceField(
        choices=Interaction.Initiative.choices,
        label=_("Who began"),
        widget=forms.RadioSelect,
        initial=Interaction.Initiative.PROACTIVE,
    )
    duration_minutes = forms.IntegerField(
        label=_("Duration in minutes"), required=False, min_value=1, max_value=1440
    )
    materials = forms.ModelMultipleChoiceField(
        Material.objects.none(),
        label=_("Materials shared"),
        required=False,
        help_text=_("Approved and not expired."),
    )
    notes = forms.CharField(
        label=_("Notes"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What was said and why they think so. No names or details of patients."),
    )
    needs_and_concerns = forms.CharField(
        label=_("Needs and concerns"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In your own words; kept with the notes."),
    )
    safety_answer = forms.ChoiceField(
        choices=Interaction.SafetyAnswer.choices,
        label=_(
            "Did you hear anything that may be an adverse event, product complaint or special situation?"
        ),
        required=False,
        widget=forms.RadioSelect,
    )

    def _limit_choices(self) -> None:
        super()._limit_choices()
        usable = Material.objects.usable().filter(therapeutic_area__in=areas_of(self.user))
        offer(self, "materials", usable, kept=self.entry.materials if self.entry else [])


class Amend(Log):
    """Correct a submitted interaction."""

    reason = forms.CharField(
        label=_("Why is it corrected?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept with the new version, beside the old one."),
    )


class Cancel(forms.Form):
    """Cancel an interaction."""

    reason = forms.CharField(
        label=_("Why is it cancelled?"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3})
    )
