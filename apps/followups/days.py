"""The day on which a promise is due: typed or picked, and a word about days on which nobody works."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.dates import YEARS
from apps.core.working_days import day_off, name_of_holiday
from apps.followups.understanding import read_day

HELP = gettext_lazy("For example: fri, 3 Dec, next week, in two weeks.")


class DayField(forms.DateField):
    """A day that is typed or picked, read in the reader's own zone."""

    widget = forms.DateInput(
        attrs={"data-date": "date", "autocomplete": "off", "inputmode": "text"}, format="%Y-%m-%d"
    )
    default_error_messages = {
        "invalid": gettext_lazy("This is not a day to come. For example: fri, 3 Dec, next week.")
    }

    def to_python(self, value: Any) -> date | None:
        """The day; empty is None. A date in ISO form may be past, since old promises are edited too, but
        no half typed year ("0206"): reminders and calendars count from the day."""
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            found: date | None = date.fromisoformat(str(value).strip())
        except ValueError:
            found = read_day(str(value), now=timezone.localtime())
        if found is None or found.year not in YEARS:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


def day_note(day: date, calendar: str) -> str:
    """ "Fri 25 Dec is Christmas Day.": said about a day that is not worked, which may be the due day all the same."""
    if not day_off(day, calendar):
        return ""
    shown = date_format(day, _("D j M"))
    if holiday := name_of_holiday(day, calendar):
        return _("%(day)s is %(holiday)s.") % {"day": shown, "holiday": holiday}
    return _("%(day)s is not a working day.") % {"day": shown}
