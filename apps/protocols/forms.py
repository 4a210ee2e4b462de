"""The shape of what compliance enters into a protocol."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.edit_form import EditForm
from apps.protocols.actions import ENTERED
from apps.protocols.models import Protocol
from apps.users.proving import ProofForm

DAY = forms.DateInput(attrs={"data-date": "date", "autocomplete": "off"}, format="%Y-%m-%d")


class VersionForm(EditForm):
    """What a version says."""

    text = forms.CharField(
        label=_("Text"),
        max_length=50_000,
        widget=forms.Textarea({"rows": 16}),
        help_text=_("Plain words. An empty line begins a paragraph."),
    )
    effective_on = forms.DateField(label=_("In force from"), widget=DAY)
    review_on = forms.DateField(label=_("To be reviewed on"), widget=DAY)

    def values(self) -> dict[str, Any]:
        """What was entered, for the actions."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "before"}


class ProtocolForm(VersionForm):
    """A new protocol with its first version."""

    name = forms.CharField(label=_("Name"), max_length=150)
    audience = forms.ChoiceField(label=_("Who has to acknowledge it?"), choices=Protocol.Audience.choices)
    field_order = ("name", "audience", *ENTERED)


class PublishForm(ProofForm):
    """Who signs, and which revision was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
