"""Query parameters: each is known or refused, because one that is ignored loops a nightly job for ever."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from rest_framework.request import Request

from apps.core.resources import ReadableResource
from apps.integrations.api.problems import Problem

SHAPE = ("fields", "expand")
PAGING = ("cursor", "page_size", "ordering", "updated_since", "count")
LARGEST_PAGE = 500
DEFAULT_PAGE = 50


def require_known(request: Request, known: Iterable[str]) -> None:
    """Refuse what this address does not know, and a parameter that is given twice."""
    allowed = sorted(known)
    given = request.query_params
    if strange := sorted(set(given) - set(allowed)):
        detail = _("Unknown parameter: %(names)s.") % {"names": ", ".join(strange)}
        raise Problem("unknown-parameter", detail, more={"known": allowed})
    if twice := sorted(name for name in given if len(given.getlist(name)) > 1):
        raise _malformed(twice[0], _("is given more than once"))


def names_in(request: Request, name: str, known: Sequence[str]) -> list[str]:
    """A comma-separated list of names, each of them known."""
    given = [part.strip() for part in request.query_params.get(name, "").split(",") if part.strip()]
    if strange := [part for part in given if part not in known]:
        detail = _("%(parameter)s knows no %(names)s.") % {"parameter": name, "names": ", ".join(strange)}
        raise Problem("unknown-parameter", detail, more={"known": list(known)})
    return given


def page_size(request: Request) -> int:
    """From 1 to 500, 50 unless told."""
    text = request.query_params.get("page_size", str(DEFAULT_PAGE))
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= LARGEST_PAGE):
        raise _malformed("page_size", _("is a number from 1 to %(most)s") % {"most": LARGEST_PAGE})
    return int(text)


def wants_count(request: Request) -> bool:
    """`?count=true`: counting is extra work, so it is asked for."""
    text = request.query_params.get("count", "false")
    if text not in {"true", "false"}:
        raise _malformed("count", _("is true or false"))
    return text == "true"


def filtered(request: Request, resource: ReadableResource, rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """The rows that the filters of the address leave."""
    filters = resource.filters(request.query_params, rows, request=request)
    if not filters.is_valid():
        name, messages = next(iter(filters.form.errors.items()))
        raise _malformed(name, " ".join(str(message) for message in messages))
    found: QuerySet[Any] = filters.qs
    since = request.query_params.get("updated_since", "")
    if not since:
        return found
    changed_since = resource.changed_since or _updated_since
    return changed_since(found, _moment(since))


def _updated_since(rows: "QuerySet[Any]", moment: datetime) -> "QuerySet[Any]":
    return rows.filter(updated_at__gte=moment)


def _moment(text: str) -> Any:
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise _malformed("updated_since", _("is a time with its offset, such as 2026-01-31T08:00:00Z"))
    return moment


def _malformed(name: str, fault: str) -> Problem:
    return Problem(
        "malformed", f"{name}: {fault}.", errors=[{"parameter": name, "code": "invalid", "detail": fault}]
    )
