"""Lists: sorting and paging that keep the query string, timelines, name-value lists and comparisons."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from django import template
from django.http import QueryDict
from django.template import Context
from django.utils import timezone
from django.utils.functional import Promise

from apps.core.timeline import TimelineEntry

register = template.Library()

CURSOR = "cursor"


def _address(query: QueryDict, **changes: str) -> str:
    """The same page with some parameters changed; an empty value drops the parameter."""
    changed = query.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value:
            changed[name] = value
    return f"?{changed.urlencode()}"


def _sort_of(context: Context, name: str) -> dict[str, Any]:
    query = context["request"].GET
    current = str(getattr(context.get("page"), "sort", "") or query.get("sort", ""))
    is_up, is_down = current == name, current == f"-{name}"
    return {
        "url": _address(query, sort=f"-{name}" if is_up else name, **{CURSOR: ""}),
        "order": "ascending" if is_up else "descending" if is_down else "none",
    }


@register.inclusion_tag("components/sort_link.html", takes_context=True)
def sort_link(context: Context, name: str, label: str | Promise) -> dict[str, Any]:
    """`{% sort_link "name" _("Name") %}`: sorts by it, then the other way round. `page.sort` names the present sort."""
    return {"label": label, **_sort_of(context, name)}


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context: Context, name: str, label: str | Promise, *, css: str = "") -> dict[str, Any]:
    """`{% sort_header "name" _("Name") %}`: the whole `<th>` around a sort link, with `aria-sort`."""
    return {"label": label, "css": css, **_sort_of(context, name)}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, page: Any) -> dict[str, Any]:
    """`{% pager page %}`: previous and next by keyset; `page.previous` and `page.next` are cursors."""
    query = context["request"].GET
    return {
        "previous_url": _address(query, **{CURSOR: page.previous}) if page.previous else "",
        "next_url": _address(query, **{CURSOR: page.next}) if page.next else "",
    }


def _year_of(entry: TimelineEntry) -> int:
    """The year the reader's calendar shows, not the one of UTC."""
    at = entry.at
    return timezone.localtime(at).year if isinstance(at, datetime) else at.year


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable[TimelineEntry]) -> dict[str, Any]:
    """`{% timeline entries %}`: in the order given, newest first, with a heading per year."""
    return {"years": [(year, list(group)) for year, group in groupby(entries, key=_year_of)]}


@register.inclusion_tag("components/definitions.html")
def definitions(pairs: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """`{% definitions pairs %}`: names and values; an empty value reads "Not recorded"."""
    return {"pairs": list(pairs)}


@register.inclusion_tag("components/diff_table.html")
def diff_table(rows: Iterable[Any], *, is_choice: bool = False) -> dict[str, Any]:
    """`{% diff_table conflict.rows is_choice=True %}`: before, theirs and mine of each field that both changed.

    A row has `label`, `before`, `theirs`, `mine`, and with `is_choice` also `name`: the form then posts
    `keep_<name>` as `mine` or `theirs`.
    """
    return {"rows": list(rows), "is_choice": is_choice}


@register.inclusion_tag("components/changes_table.html")
def changes_table(rows: Iterable[Any]) -> dict[str, Any]:
    """`{% changes_table event.rows %}`: old and new value of each changed field (`label`, `old`, `new`)."""
    return {"rows": list(rows)}
