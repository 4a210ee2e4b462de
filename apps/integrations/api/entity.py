"""Telling whether two representations are the same: strong ETags, and a repeated create."""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson
from django.utils.http import quote_etag

from apps.core.resources import Resource
from apps.integrations.api.content import dumps


def etag_of(body: bytes) -> str:
    """Changes with every byte of the answer."""
    return quote_etag(hashlib.sha256(body).hexdigest()[:32])


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
