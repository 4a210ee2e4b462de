"""The form of a row of a list that administrators keep (`apps.core.keeping`)."""

from copy import copy
from typing import Any

from django import forms
from django.db.models import Model
from django.http import QueryDict

from apps.core.merging import snapshot
from apps.core.models import is_key, new_id


class KeptForm(forms.ModelForm):  # type: ignore[type-arg]
    """Carries the key of the row, so that sending it twice makes one, and what it was opened with, so that of two who
    change one row nobody overwrites the other. It saves nothing: `kept` is what the action takes.
    """

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    before = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, instance: Model | None = None) -> None:
        # The page shows the row as it is, whatever is typed here: hence a copy.
        row = copy(instance) if instance is not None else self._sent_before(data)
        super().__init__(data, instance=row)
        names = self._meta.fields or ()
        self.initial["id"] = self.instance.pk if row is not None else new_id()
        self.initial["before"] = (
            "" if row is None else snapshot({name: row.serializable_value(name) for name in names})
        )

    def _sent_before(self, data: QueryDict | None) -> Model | None:
        """The row that the same form has made already: its name is taken by nobody else."""
        key = data.get("id", "") if data is not None else ""
        model: Any = self._meta.model
        found: Model | None = model._default_manager.filter(pk=key).first() if is_key(key) else None
        return found

    @property
    def kept(self) -> dict[str, Any]:
        """Key, values and starting point; a form sent without its key, by a script say, gets one."""
        typed = self.cleaned_data
        is_known = not self.instance._state.adding
        return {
            "id": self.instance.pk if is_known else typed["id"] or new_id(),
            "before": typed["before"],
            "values": {name: typed[name] for name in self._meta.fields or ()},
        }
