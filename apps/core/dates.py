"""Dates as people type them: "tomorrow 14:00", "3 dec", "2026-12-03 09:30". Read in the user's own time zone."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil import parser
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

#: Days from today. Longer words first, so that none is found inside another.
RELATIVE = {"day after tomorrow": 2, "tomorrow": 1, "yesterday": -1, "today": 0}
#: What lies further away was mistyped ("32 dec" would be December 2032).
FARTHEST = timedelta(days=5 * 365)
HELP = _("For example: today 14:00, tomorrow 9:30, 3 Dec 15:00.")


def read_moment(text: str, *, now: datetime) -> datetime:
    """The moment meant by `text`, in the zone of the aware `now`. Raises ValueError when it is no date.

    A time without a day is today; a day without a year is the nearest one (at most half a year back).
    """
    if found := parse_datetime(text.strip()):
        return found if timezone.is_aware(found) else timezone.make_aware(found, now.tzinfo)
    text = " ".join(text.lower().split())
    if text == "now":
        return now.replace(second=0, microsecond=0)
    for word, days in RELATIVE.items():
        if text.startswith(word):
            return _on(now.date() + timedelta(days=days), text.removeprefix(word).strip(" ,at"), now)
    return _parsed(text, now)


def _on(day: date, clock: str, now: datetime) -> datetime:
    moment = (
        parser.parse(clock, default=datetime.combine(day, time())) if clock else datetime.combine(day, time())
    )
    return timezone.make_aware(datetime.combine(day, moment.time()), now.tzinfo)


def _parsed(text: str, now: datetime) -> datetime:
    midnight = datetime.combine(now.date(), time())
    is_iso = bool(re.match(r"\d{4}-", text))
    try:
        found = parser.parse(text, default=midnight, dayfirst=not is_iso)
    except (parser.ParserError, OverflowError) as error:
        raise ValueError(text) from error
    has_year = bool(re.search(r"\d{4}", text))
    if not has_year and found < midnight - timedelta(days=182):
        found = found.replace(year=found.year + 1)
    if abs(found - midnight) > FARTHEST:
        raise ValueError(text)
    return timezone.make_aware(found.replace(tzinfo=None), now.tzinfo)


class MomentField(forms.DateTimeField):
    """A date and time that is typed or picked."""

    widget = forms.DateTimeInput(
        attrs={"data-date": "datetime-local", "autocomplete": "off", "inputmode": "text"},
        format="%Y-%m-%d %H:%M",
    )
    default_error_messages = {
        "invalid": _("This is not a date and time. For example: tomorrow 14:00, 3 Dec 9:30.")
    }

    def to_python(self, value: Any) -> datetime | None:
        """The moment in UTC-aware form; empty is None."""
        if value in self.empty_values or isinstance(value, datetime | date):
            return super().to_python(value)
        try:
            return read_moment(str(value), now=timezone.localtime())
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
