"""The shape of what people enter about a need."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticArea
from apps.catalog.queries import areas_offered_to
from apps.core.edit_form import EditForm
from apps.core.fields import SearchSelect, offer
from apps.core.registry import LinesForm
from apps.directory.models import Stakeholder
from apps.needs.actions import values_of
from apps.needs.models import UnmetNeed
from apps.needs.queries import people_who_answer, people_with_needs
from apps.users.models import User

DAY = forms.DateInput(attrs={"data-date": "date", "autocomplete": "off"}, format="%Y-%m-%d")


class NeedForm(EditForm):
    """What was heard, and from whom."""

    words = forms.CharField(
        label=_("What they need, or what keeps them away"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("In their own words. No names or details of patients."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=UnmetNeed.Kind.choices)
    reason = forms.ChoiceField(
        label=_("Why they do not want to work with us"),
        choices=[("", _("None")), *UnmetNeed.Reason.choices],
        required=False,
        help_text=_("For critical feedback only."),
    )
    stakeholder = forms.ModelChoiceField(
        Stakeholder.objects.none(), label=_("Who"), widget=SearchSelect("directory:suggest_stakeholders")
    )
    heard_on = forms.DateField(label=_("Heard on"), widget=DAY, initial=timezone.localdate)
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        coerce=int,
        choices=UnmetNeed.Priority.choices,
        initial=UnmetNeed.Priority.NORMAL,
    )
    therapeutic_area = forms.ModelChoiceField(TherapeuticArea.objects.none(), label=_("Therapeutic area"))

    def __init__(self, *args: Any, user: User, need: UnmetNeed | None = None, **kwargs: Any) -> None:
        super().__init__(*args, start=values_of(need) if need else {}, **kwargs)
        offer(self, "stakeholder", people_with_needs(user))
        areas = areas_offered_to(user)
        offer(self, "therapeutic_area", areas, kept=[need.therapeutic_area] if need else [])
        if not need and len(areas) == 1:
            self.initial.setdefault("therapeutic_area", areas[0])

    def values(self) -> dict[str, Any]:
        """What was entered, for the actions."""
        return {name: value for name, value in self.cleaned_data.items() if name != "before"}


class AssignForm(forms.Form):
    """Who answers for it."""

    to = forms.ModelChoiceField(User.objects.none(), label=_("Who answers for it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", people_who_answer())


class AnswerForm(forms.Form):
    """What was done about it."""

    answer = forms.CharField(
        label=_("What was done or told?"),
        max_length=5_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("As the stakeholder got it. A link or a document number helps whoever asks later."),
    )


class ConfirmForm(forms.Form):
    """What the stakeholder said to the answer."""

    is_met = forms.TypedChoiceField(
        label=_("Is the need met?"),
        choices=[("yes", _("Yes, they say so")), ("no", _("No, not yet"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    confirmation = forms.CharField(
        label=_("What did they say?"), max_length=2_000, widget=forms.Textarea({"rows": 3})
    )


class CloseForm(forms.Form):
    """Why it is not met."""

    reason = forms.CharField(
        label=_("Why is it not met?"), max_length=2_000, widget=forms.Textarea({"rows": 3})
    )


class NeedLines(LinesForm):
    """Needs and concerns heard in a talk, one a line, inside the form that logs it."""

    lines = forms.CharField(
        label=_("To be answered"),
        required=False,
        max_length=6_000,
        widget=forms.Textarea(
            {"rows": 2, "placeholder": _("education: teaching on dosing for Dr Braun's residents")}
        ),
        help_text=_(
            "One a line; each becomes a need with an age and an owner. Write the kind first (data, research, "
            "education, access, patient care, feedback), or let it be guessed."
        ),
    )
