"""The shape of what people enter about a review and about the rules."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.kept_form import KeptForm
from apps.reviews.actions.reviews import DECISIONS
from apps.reviews.models import SteeringRule

DAY = forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d")


class AskForm(forms.Form):
    """By when one wants to know."""

    wanted_by = forms.DateField(
        label=_("Wanted by"),
        widget=DAY,
        help_text=_(
            "Compliance sees what is wanted first. The day is a wish; nothing is approved by itself."
        ),
    )

    def clean_wanted_by(self) -> Any:
        """Not in the past."""
        day = self.cleaned_data["wanted_by"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return day


class DecideForm(forms.Form):
    """What compliance says."""

    state = forms.ChoiceField(label=_("Decision"), choices=DECISIONS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Question or reason"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Needed unless you approve. Both functions can read it: name no medical content."),
    )


class SteeringRuleForm(KeptForm):
    """A rule that finds words which steer the other function."""

    class Meta:
        model = SteeringRule
        fields = ("code", "how", "pattern", "field", "country", "language", "is_active")
