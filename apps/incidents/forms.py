"""The shape of what people enter about incidents."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.fields import offer
from apps.core.models import new_id
from apps.incidents.choices import IncidentKind, Severity, State
from apps.incidents.queries import people_who_act
from apps.users.models import User

DAY = forms.DateInput(attrs={"data-date": "date", "autocomplete": "off"}, format="%Y-%m-%d")


class ReportForm(forms.Form):
    """What happened."""

    kind = forms.ChoiceField(label=_("What is it about?"), choices=IncidentKind.choices)
    what_happened = forms.CharField(
        label=_("What happened?"),
        max_length=5_000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Who did what, where it was seen. A near miss counts too. No names of patients."),
    )
    happened_on = forms.DateField(label=_("When?"), widget=DAY, initial=timezone.localdate)


class AnonymousForm(ReportForm):
    """The same without a name. The day may be left out: it can tell who was there."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    happened_on = forms.DateField(label=_("When?"), widget=DAY, required=False)

    def clean_id(self) -> Any:
        """Raises ValidationError for a key that this form did not make: it could tell when."""
        key = self.cleaned_data["id"]
        if key.version != 4:
            raise forms.ValidationError(_("Open this page anew."))
        return key


class MoveForm(forms.Form):
    """One step of an incident."""

    to = forms.ChoiceField(choices=State.choices)
    severity = forms.TypedChoiceField(
        label=_("How severe is it?"),
        choices=[("", _("Choose")), *Severity.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    reason = forms.CharField(
        label=_("Why?"), required=False, max_length=5_000, widget=forms.Textarea({"rows": 3})
    )


class CommentForm(forms.Form):
    """A line in the log."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    words = forms.CharField(label=_("Comment"), max_length=5_000, widget=forms.Textarea({"rows": 3}))


class ActionForm(forms.Form):
    """What is changed so that it does not happen again."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    what = forms.CharField(
        label=_("What is done?"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_(
            "Who does it reads this and nothing else of the incident: no names, and nothing that one side may not know."
        ),
    )
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Who does it?"))
    due_on = forms.DateField(label=_("By when?"), widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owner", people_who_act())


class DismissForm(forms.Form):
    """Why nothing follows."""

    reason = forms.CharField(
        label=_("Why does nothing follow from it?"), max_length=2_000, widget=forms.Textarea({"rows": 3})
    )
