"""The shape of what people enter about KOLs. Whether somebody may is in the policies, and the actions ask them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticArea
from apps.catalog.queries import areas_offered_to
from apps.core.edit_form import EditForm
from apps.core.fields import offer
from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.directory.queries import stakeholders_for
from apps.kols.models import Interest, KOLProfile, MatchQuestion, RelationshipStageChange, TopicToAvoid
from apps.kols.queries import as_lines, lines_of, people_who_may_be_responsible, values_of
from apps.users.models import User


class LinesField(forms.CharField):
    """Several short texts, one per line; empty and repeated lines do not count."""

    widget = forms.Textarea

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.longest = longest

    def clean(self, value: Any) -> str:
        """The lines in their common order. Raises ValidationError naming a line that is too long."""
        lines = lines_of(super().clean(value))
        if too_long := next((line for line in lines if len(line) > self.longest), None):
            raise ValidationError(
                _("Shorten “%(start)s…”: a line holds at most %(longest)s characters."),
                params={"start": too_long[:30], "longest": self.longest},
            )
        return as_lines(lines)


def _longest(model: type[Interest] | type[TopicToAvoid]) -> int:
    return model._meta.get_field("text").max_length or 0


class ProfileForm(EditForm):
    """What the medical side keeps of a KOL by hand."""

    areas = forms.MultipleChoiceField(
        label=_("Therapeutic areas"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who works in one of these areas sees the profile."),
    )
    responsible = forms.ModelChoiceField(
        User.objects.none(), label=_("Responsible MSL"), required=False, empty_label=_("Nobody yet")
    )
    tier = forms.TypedChoiceField(
        label=_("Tier"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Not tiered yet")), *KOLProfile.Tier.choices],
        help_text=_("Scientific reach. Never a matter of prescriptions or sales."),
    )
    tier_reason = forms.CharField(
        label=_("Reason for the tier"), required=False, widget=forms.Textarea({"rows": 3})
    )
    interests = LinesField(
        label=_("Research interests"), longest=_longest(Interest), help_text=_("One per line.")
    )
    topics_to_avoid = LinesField(
        label=_("Topics to avoid"), longest=_longest(TopicToAvoid), help_text=_("One per line.")
    )

    def __init__(self, data: Any = None, *, user: User, profile: KOLProfile) -> None:
        super().__init__(data, start=values_of(profile))
        areas = {str(area.pk): area.name for area in areas_offered_to(user)}
        areas |= {str(area.therapeutic_area_id): area.therapeutic_area.name for area in profile.areas.all()}
        self.fields["areas"].choices = sorted(areas.items(), key=lambda pair: pair[1])  # type: ignore[attr-defined]
        offer(self, "responsible", people_who_may_be_responsible(profile))

    def values(self) -> dict[str, Any]:
        """What was entered, for the action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "before"}

    def clean(self) -> dict[str, Any]:
        """The same rule as the database's, said at the field."""
        cleaned = super().clean() or self.cleaned_data
        tier, reason = cleaned.get("tier"), cleaned.get("tier_reason", "").strip()
        if tier and not reason:
            self.add_error("tier_reason", _("Say why: a tier goes with its reason."))
        if reason and not tier:
            self.add_error("tier", _("Choose the tier that this reason is for, or remove the reason."))
        return cleaned


class StageForm(forms.Form):
    """One step of the relationship."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    stage = forms.ChoiceField(
        label=_("New stage"), choices=KOLProfile.Stage.choices, widget=forms.RadioSelect
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What happened that shows it."),
    )
    changed_on = forms.DateField(
        label=_("Since"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any = None, *, profile: KOLProfile) -> None:
        super().__init__(
            data, initial={"id": new_id(), "stage": profile.stage, "changed_on": timezone.localdate()}
        )

    def clean_changed_on(self) -> Any:
        """A stage is a fact, not a plan."""
        day = self.cleaned_data["changed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day

    def values(self) -> dict[str, Any]:
        """What was entered, for the action."""
        names = [field.name for field in RelationshipStageChange._meta.fields]
        return {name: value for name, value in self.cleaned_data.items() if name in names}


class NominateForm(forms.Form):
    """Why somebody is a KOL, and in which therapeutic areas."""

    reason = forms.CharField(
        label=_("Why is this person a KOL?"),
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Your reason stays with the profile."),
    )
    areas = forms.ModelMultipleChoiceField(
        TherapeuticArea.objects.none(), label=_("Therapeutic areas"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        areas = areas_offered_to(user)
        # A liaison nominates for the own areas; who oversees all of them chooses.
        chosen = [] if user.facts.sees_all_medical else [area.pk for area in areas]
        super().__init__(data, initial={"areas": chosen})
        offer(self, "areas", areas)


class NominateCandidateForm(NominateForm):
    """The same for a candidate: as somebody new, or as one of the people who look alike."""

    stakeholder = forms.ModelChoiceField(
        Stakeholder.objects.none(), required=False, widget=forms.HiddenInput, label=_("Known person")
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, user=user)
        offer(self, "stakeholder", stakeholders_for(user))


class AnswerForm(forms.Form):
    """Whether a candidate and a stakeholder are one person."""

    answer = forms.ChoiceField(choices=MatchQuestion.Answer.choices[1:])
