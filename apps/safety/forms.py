"""What is asked when something was heard, and what the safety desk says about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.registry import SectionForm
from apps.safety.models import SafetyItem


class SafetyReport(SectionForm):
    """A part of the form with which a contact is logged. Required when the safety question was answered with yes."""

    description = forms.CharField(
        label=_("What did you hear?"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "In their words, with product and outcome if known. No names of patients. It goes to the safety desk; "
            "you will not be able to read it again."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["description"].required = self.is_required


class Move(forms.Form):
    """One step of an item."""

    to = forms.ChoiceField(choices=SafetyItem.State.choices)
    reason = forms.CharField(
        label=_("Why is it not a report?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
