"""The shape of what people send when they import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.integrations.uploads import StoredUpload

ACCEPTED = (
    ".xml,.json,.gz,.csv,.txt,.tsv,.xlsx,text/xml,application/xml,application/json,application/gzip,text/csv"
)


class Start(forms.Form):
    """Choose a file. Which format it is, its content says; what is wrong with the content is told by the import."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_(
            "PubMed XML, ClinicalTrials.gov JSON, or a table of stakeholders, accounts or affiliations (CSV, XLSX),"
            " up to 2 GB. All but XLSX may be packed with gzip."
        ),
    )

    def clean_file(self) -> Any:
        """Say why the file could not be stored."""
        file: StoredUpload = self.cleaned_data["file"]
        if file.problem:
            raise forms.ValidationError(file.problem)
        return file
