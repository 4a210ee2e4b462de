"""The shape of what compliance officers enter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.coordination.models import Touchpoint
from apps.core.edit_form import EditForm
from apps.core.fields import offer
from apps.oversight.models import SampleItem
from apps.oversight.queries import people_to_view_as
from apps.users.models import User

DAY = forms.DateInput(attrs={"data-date": "date", "autocomplete": "off"}, format="%Y-%m-%d")


class ViewAsForm(forms.Form):
    """As whom, and why."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("As whom?"))
    reason = forms.CharField(
        label=_("Why?"), max_length=1_000, help_text=_("Recorded with every page you open meanwhile.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people_to_view_as())


class DetectorForm(EditForm):
    """From which number on a detector raises a concern."""

    at_least = forms.IntegerField(label=_("At least"), min_value=1, max_value=1_000)
    within = forms.IntegerField(label=_("Within"), min_value=1, max_value=1_000)
    is_active = forms.BooleanField(label=_("It looks"), required=False)


class SampleForm(forms.Form):
    """From which contacts, and how many."""

    first_day = forms.DateField(label=_("From"), widget=DAY)
    last_day = forms.DateField(label=_("To"), widget=DAY)
    function = forms.ChoiceField(
        label=_("Function"), choices=[("", _("Both")), *Touchpoint.Function.choices], required=False
    )
    size = forms.IntegerField(label=_("How many"), min_value=1, max_value=200, initial=20)

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for a period that ends before it begins."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("first_day") and typed.get("last_day") and typed["last_day"] < typed["first_day"]:
            raise forms.ValidationError({"last_day": _("The last day is the first day or a later one.")})
        return typed


class FindingForm(EditForm):
    """What the reading of a contact gave."""

    finding = forms.ChoiceField(
        label=_("Finding"), choices=SampleItem.Finding.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Needed unless it is fine."),
    )
