"""Moments and days as people say them, in the reader's zone (the middleware activates it)."""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

register = template.Library()
NEAR = {0: gettext_lazy("Today"), 1: gettext_lazy("Tomorrow"), -1: gettext_lazy("Yesterday")}


def day_in_words(day: date, *, today: date) -> str:
    """Today, tomorrow and yesterday by name, any other day with its year, so that a printout stays true."""
    near = NEAR.get((day - today).days)
    return str(near) if near else _written(day, _("j M Y"), get_language())


@lru_cache(maxsize=4096)
def _written(day: date, form: str, language: str | None) -> str:
    """A day in a form; long lists show few days, and writing one costs as much as the rest of its row."""
    return date_format(day, form)


def _moment_in_words(moment: datetime) -> str:
    return f"{day_in_words(moment.date(), today=timezone.localdate())} {moment:%H:%M}"


@register.simple_tag
def local_time(value: date | None, *, empty: str = "") -> SafeString | str:
    """`{% local_time touchpoint.starts_at %}`: "Today 14:30", "3 Dec 2026 09:00"; of a date only the day.

    The title holds the full date and the zone. `empty` is shown when there is no value.
    """
    if value is None:
        return empty
    if isinstance(value, datetime):
        moment = timezone.localtime(value)
        day = _written(moment.date(), _("l j F Y"), get_language())
        title = f"{day}, {moment:%H:%M} {moment.tzname()}"
        return _time_tag(moment.isoformat(timespec="minutes"), title, _moment_in_words(moment))
    return _time_tag(
        value.isoformat(), date_format(value, _("l j F Y")), day_in_words(value, today=timezone.localdate())
    )


def _time_tag(machine: str, title: str, words: str) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', machine, title, words)


@register.simple_tag
def ago(value: datetime) -> SafeString:
    """`{% ago draft.saved_at %}`: the moment in words, which the browser turns into "3 minutes ago" and keeps true."""
    moment = timezone.localtime(value)
    return format_html(
        '<time datetime="{}" title="{}" data-ago>{}</time>',
        moment.isoformat(timespec="seconds"),
        date_format(moment, _("l j F Y, H:i")),
        _moment_in_words(moment),
    )
