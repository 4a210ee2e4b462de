"""What people choose about their messages, and administrators about those of others."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.notifications.groups import CHOOSABLE, Group, How


def clock_field(label: Any) -> forms.TimeField:
    """A time of day, or none."""
    return forms.TimeField(label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}))


class MessagePreferences(forms.Form):
    """Quiet hours, and one choice a group of messages."""

    quiet_from = clock_field(_("No mails from"))
    quiet_until = clock_field(_("No mails until"))
    is_quiet_on_days_off = forms.BooleanField(
        label=_("No mails on days I do not work"),
        required=False,
        help_text=_("Weekends, and the public holidays of your calendar."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in CHOOSABLE:
            self.fields[group.value] = forms.ChoiceField(
                label=group.label, choices=How.choices, required=False, initial=How.AT_ONCE
            )

    def clean(self) -> dict[str, Any]:
        """Both ends or none."""
        typed: dict[str, Any] = super().clean() or {}
        begin, end = typed.get("quiet_from"), typed.get("quiet_until")
        if (begin is None) != (end is None):
            missing = "quiet_until" if end is None else "quiet_from"
            self.add_error(missing, _("Name both ends of the quiet time, or none."))
        elif begin is not None and begin == end:
            self.add_error("quiet_until", _("Choose another time: both ends are the same."))
        return typed

    @property
    def quiet(self) -> dict[str, time | bool | None]:
        """The quiet time, by column."""
        names = ("quiet_from", "quiet_until", "is_quiet_on_days_off")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def hows(self) -> dict[Group, How]:
        """The choice for each group; none made is the usual one."""
        return {group: How(self.cleaned_data[group.value] or How.AT_ONCE) for group in CHOOSABLE}

    @property
    def group_fields(self) -> list[forms.BoundField]:
        """The choices, in the order of the page."""
        return [self[group.value] for group in CHOOSABLE]
