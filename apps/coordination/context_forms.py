"""The shape of what people say of an account: choices and days, no words of their own."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.coordination.context import values_of
from apps.coordination.models import AccountPhase, CriticalEvent, DoNotVisitWindow
from apps.coordination.models.collisions import MOST_DAYS
from apps.coordination.models.context import ContextModel
from apps.core.edit_form import EditForm

DAY = forms.DateInput(attrs={"data-date": "date", "autocomplete": "off"}, format="%Y-%m-%d")


class ContextForm(EditForm):
    """What all kinds have in common."""

    def __init__(self, *args: Any, row: ContextModel | None = None, **kwargs: Any) -> None:
        super().__init__(*args, start=values_of(row) if row else {}, **kwargs)

    def values(self) -> dict[str, Any]:
        """What was entered, for the actions."""
        return {name: value for name, value in self.cleaned_data.items() if name != "before"}


class Phase(ContextForm):
    """Where the work with an account stands."""

    phase = forms.ChoiceField(label=_("Phase"), choices=AccountPhase.Phase.choices)
    starts_on = forms.DateField(label=_("Since"), widget=DAY, initial=timezone.localdate)


class Event(ContextForm):
    """A critical event."""

    kind = forms.ChoiceField(
        label=_("Event"),
        choices=CriticalEvent.Kind.choices,
        help_text=_("Both sides read it. What it is about, others ask you."),
    )
    starts_on = forms.DateField(label=_("On"), widget=DAY)
    ends_on = forms.DateField(
        label=_("Until"), widget=DAY, required=False, help_text=_("Only if it takes several days.")
    )


class Closed(ContextForm):
    """Days on which nobody should come."""

    reason = forms.ChoiceField(label=_("Reason"), choices=DoNotVisitWindow.Reason.choices)
    starts_on = forms.DateField(label=_("From"), widget=DAY)
    ends_on = forms.DateField(label=_("Until"), widget=DAY)


class Days(forms.Form):
    """How far apart contacts of two functions keep."""

    days = forms.IntegerField(
        label=_("Days between contacts of two functions"),
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
        help_text=_("0: nobody is warned. Empty: as the account above says."),
    )


FORMS: dict[str, type[ContextForm]] = {"phase": Phase, "event": Event, "closed": Closed}
