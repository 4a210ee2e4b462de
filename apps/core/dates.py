"""Dates as people type them: "tomorrow 14:00", "3 dec", "2026-12-03 09:30". Read in the user's own time zone."""

import re
from datetime import UTC, date, datetime, time, timedelta
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
#: A whole date is taken at its word, as old records are edited, but it must still exist in every time zone.
YEARS = range(1900, 2200)
HELP = _("For example: today 14:00, tomorrow 9:30, 3 Dec 15:00.")


def read_moment(text: str, *, now: datetime) -> datetime:
    """The moment meant by `text`, in UTC. Read in the zone it names, else in that of `now`; ValueError when it is none.

    A time without a day is today; a day without a year is the nearest one (at most half a year back).
    """
    try:
        found = _read(" ".join(text.split()), now).astimezone(UTC)
    # What else the parser raises on odd input (a huge number, a zone that is none) means the same to who typed it.
    except (ArithmeticError, AttributeError, LookupError, TypeError) as error:
        raise ValueError(text) from error
    if found.year not in YEARS:
        raise ValueError(text)
    return found


def moment_of(value: date) -> datetime:
    """A moment as it is; a day as its midnight in the reader's zone."""
    return value if isinstance(value, datetime) else timezone.make_aware(datetime.combine(value, time()))


def _read(text: str, now: datetime) -> datetime:
    if found := parse_datetime(text):
        return _in_zone(found, now)
    text = text.lower()
    if text == "now":
        return now.replace(second=0, microsecond=0)
    for word, days in RELATIVE.items():
        if match := re.fullmatch(rf"{word}\W*(?:at\b)?(.*)", text):
            return _on(now.date() + timedelta(days=days), match[1].strip(), now)
    return _parsed(text, now)


def _on(day: date, clock: str, now: datetime) -> datetime:
    """`day` at the time of the clock. A number by itself is the hour; to the parser it would be a day of the month."""
    midnight = datetime.combine(day, time())
    if re.fullmatch(r"\d{1,2}", clock):
        clock += ":00"
    moment = parser.parse(clock, default=midnight) if clock else midnight
    if moment.date() != day:
        raise ValueError(clock)
    return _in_zone(moment, now)


def _parsed(text: str, now: datetime) -> datetime:
    midnight = datetime.combine(now.date(), time())
    is_iso = bool(re.match(r"\d{4}-", text))
    found = parser.parse(text, default=midnight, dayfirst=not is_iso)
    has_year = bool(re.search(r"\d{4}", text))
    if not has_year and found.replace(tzinfo=None) < midnight - timedelta(days=182):
        found = found.replace(year=found.year + 1)
    moment = _in_zone(found, now)
    if abs(moment - now) > FARTHEST:
        raise ValueError(text)
    return moment


def _in_zone(moment: datetime, now: datetime) -> datetime:
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment, now.tzinfo)


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
        """The moment in UTC, so that it compares equal in whatever zone it was typed; empty is None."""
        if value in self.empty_values or isinstance(value, datetime | date):
            moment = super().to_python(value)
            return moment and moment.astimezone(UTC)
        try:
            return read_moment(str(value), now=timezone.localtime())
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
