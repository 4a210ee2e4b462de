"""Telling whether two representations are the same: strong ETags, and a repeated create."""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import gettext as _
from rest_framework.request import Request

from apps.core.resources import Resource
from apps.integrations.api.content import dumps
from apps.integrations.api.problems import Problem
from apps.integrations.api.representation import Item


def etag_of(body: bytes) -> str:
    """Changes with every byte of the answer."""
    return quote_etag(hashlib.sha256(body).hexdigest()[:32])


def require_match(request: Request, item: Item, *, is_needed: bool = False) -> None:
    """Refuse a caller who read something else than the item as it is now; `is_needed`: also who does not say."""
    wanted = parse_etags(request.headers.get("If-Match", ""))
    if not wanted and is_needed:
        raise Problem("precondition-required", _("Say in “If-Match” which version you have read."))
    if wanted and "*" not in wanted and etag_of(dumps(item)) not in wanted:
        raise Problem("stale", _("Somebody changed it since: read it again."), more={"current": item})


def same_content(resource: Resource, data: Mapping[str, Any], item: Mapping[str, Any]) -> bool:
    """Whether what was sent (with defaults filled in) is what the item says. The order in lists means nothing."""
    sent = _plain(resource.input().to_representation(data))
    stands = _plain({name: item.get(name) for name in sent})
    return bool(sent == stands)


def _plain(value: Any) -> Any:
    """As JSON carries it, lists sorted."""
    return _sorted(orjson.loads(dumps(value)))


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _sorted(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return sorted((_sorted(inner) for inner in value), key=lambda inner: dumps(inner, is_sorted=True))
    return value
