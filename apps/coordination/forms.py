"""The shape of what compliance enters about disclosure."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.audit.models import Signature
from apps.coordination.disclosure_lines import PARTS, Line, choices_of, values_of
from apps.core.edit_form import EditForm
from apps.users.proving import ProofForm


class DisclosureForm(EditForm):
    """A select for each part of each line of a draft."""

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, start=values_of(lines), **kwargs)
        self.lines = lines
        for line in lines:
            for part, words in PARTS.items():
                self.fields[line.name(part)] = forms.ChoiceField(
                    choices=list(choices_of(part).items()), label=f"{line.label}: {words}"
                )

    @property
    def values(self) -> dict[str, str]:
        """What was chosen."""
        return {name: self.cleaned_data[name] for name in values_of(self.lines)}


class ApproveDisclosureForm(ProofForm):
    """What the signature means, and who signs. `seen` is written by the page: the revision that it shows."""

    seen = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    meaning = forms.ChoiceField(
        choices=[(Signature.Meaning.APPROVED.value, Signature.Meaning.APPROVED.label)], label=_("Meaning")
    )
    field_order = ("meaning", "password", "code")
