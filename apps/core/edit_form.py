"""A form that changes a row which others may change meanwhile (`apps.core.merging`)."""

from collections.abc import Mapping
from typing import Any

from django import forms

from apps.core.merging import snapshot


class EditForm(forms.Form):
    """Carries what it was opened with: `start`, field by field as the row says it, empty for a new one."""

    before = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, start: Mapping[str, Any], **kwargs: Any) -> None:
        kwargs["initial"] = {**start, "before": snapshot(start), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    @property
    def before_value(self) -> str:
        """What the form was opened with, as it came back."""
        return str(self.cleaned_data["before"])
