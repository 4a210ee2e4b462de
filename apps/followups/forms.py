"""The shape of what people enter about a commitment."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticArea
from apps.catalog.queries import areas_offered_to
from apps.core.fields import SearchSelect, offer
from apps.core.merging import snapshot
from apps.core.registry import SectionForm
from apps.directory.models import Stakeholder
from apps.followups.actions import values_of
from apps.followups.models import Commitment
from apps.followups.queries import colleagues_for, people_to_promise_to
from apps.followups.understanding import read_day
from apps.users.models import User

HELP = _("For example: fri, 3 Dec, next week, in two weeks.")


class DayField(forms.DateField):
    """A day that is typed or picked, read in the reader's own zone."""

    widget = forms.DateInput(
        attrs={"data-date": "date", "autocomplete": "off", "inputmode": "text"}, format="%Y-%m-%d"
    )
    default_error_messages = {"invalid": _("This is not a day to come. For example: fri, 3 Dec, next week.")}

    def to_python(self, value: Any) -> date | None:
        """The day; empty is None. A date in ISO form may be past, since old promises are edited too."""
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError:
            found = read_day(str(value), now=timezone.localtime())
        if found is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class CommitmentForm(forms.Form):
    """What was promised, to whom and until when."""

    before = forms.CharField(widget=forms.HiddenInput, required=False)
    what = forms.CharField(label=_("What"), max_length=300)
    stakeholder = forms.ModelChoiceField(
        Stakeholder.objects.none(),
        label=_("To whom"),
        widget=SearchSelect("directory:suggest_stakeholders"),
    )
    due_on = DayField(label=_("Due"), help_text=HELP)
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        coerce=int,
        choices=Commitment.Priority.choices,
        initial=Commitment.Priority.NORMAL,
    )
    therapeutic_area = forms.ModelChoiceField(TherapeuticArea.objects.none(), label=_("Therapeutic area"))

    def __init__(self, *args: Any, user: User, commitment: Commitment | None = None, **kwargs: Any) -> None:
        start = values_of(commitment) if commitment else {}
        kwargs["initial"] = {**start, "before": snapshot(start), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        kept = [commitment.therapeutic_area] if commitment else []
        offer(self, "stakeholder", people_to_promise_to(user))
        areas = areas_offered_to(user)
        offer(self, "therapeutic_area", areas, kept=kept)
        if not commitment and len(areas) == 1:
            self.initial.setdefault("therapeutic_area", areas[0])

    @property
    def before_value(self) -> str:
        """What the form was opened with, as it came back."""
        return str(self.cleaned_data["before"])

    def values(self) -> dict[str, Any]:
        """What was entered, for the actions."""
        return {name: value for name, value in self.cleaned_data.items() if name != "before"}


class KeepForm(forms.Form):
    """How a promise was kept."""

    evidence = forms.CharField(
        label=_("How was it kept?"),
        max_length=5_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What you sent or did; a link or a document number helps whoever asks later."),
    )


class CancelForm(forms.Form):
    """Why a promise is not kept."""

    reason = forms.CharField(
        label=_("Why is it not kept?"), max_length=5_000, widget=forms.Textarea({"rows": 3})
    )


class SnoozeForm(forms.Form):
    """When to be reminded again."""

    until = DayField(label=_("Remind me again on"), help_text=HELP)


class HandOverForm(forms.Form):
    """Who keeps it instead."""

    to = forms.ModelChoiceField(User.objects.none(), label=_("Colleague"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", colleagues_for(user))


class PromiseLines(SectionForm):
    """Promises made in a talk, one a line, inside the form that logs it."""

    lines = forms.CharField(
        label=_("Promises"),
        required=False,
        max_length=3_000,
        widget=forms.Textarea({"rows": 2, "placeholder": _("send ASH abstract to Dr Braun by fri")}),
        help_text=_("One a line: what, to whom, by when. You are reminded before the day."),
    )

    def clean_lines(self) -> list[str]:
        """The lines that say something."""
        return [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
