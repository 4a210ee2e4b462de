"""JSON in and out, by orjson: times as RFC 3339 with `Z`, decimals as text; nothing that is almost JSON is taken."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from apps.integrations.api.problems import Problem


def require_json(request: Request, *also: str) -> None:
    """Refuse other types also where DRF sees no body: reading the token may have read a form already."""
    if request._request.content_type not in {JSONParser.media_type, *also}:
        raise UnsupportedMediaType(request._request.content_type or "")


def dumps(value: Any, *, is_sorted: bool = False) -> bytes:
    """JSON as the API writes it; `is_sorted` for comparing and digests."""
    options = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS
    return orjson.dumps(value, _as_text, options | orjson.OPT_SORT_KEYS if is_sorted else options)


def _as_text(value: Any) -> str:
    if isinstance(value, Decimal | Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


class JSONParser(BaseParser):
    """An object in JSON, and no larger than what a form may be."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        """Raises a problem for a body that is too large, not JSON or not an object."""
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
        content = stream.read(limit + 1)
        if len(content) > limit:
            raise Problem("too-large", _("A request may have %(limit)s bytes.") % {"limit": limit})
        try:
            found = orjson.loads(content)
        except orjson.JSONDecodeError as fault:
            raise ParseError(_("The body is not JSON: %(fault)s") % {"fault": fault}) from fault
        if not isinstance(found, Mapping):
            raise ParseError(_("The body must be a JSON object."))
        return dict(found)


class MergePatchParser(JSONParser):
    """The same, called by what it is for (RFC 7396)."""

    media_type = "application/merge-patch+json"


class JSONRenderer(BaseRenderer):
    """Bytes that are JSON already pass as they are."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        """An answer without content is empty."""
        if isinstance(data, bytes):
            return data
        return b"" if data is None else dumps(data)
