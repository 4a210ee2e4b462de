"""So many requests a minute for each caller: said in each answer, and enforced (IETF draft `RateLimit`)."""

import time
from typing import Any, cast

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from apps.integrations.api.authentication import caller_of
from apps.integrations.api.problems import Problem

WINDOW = 60


class CallerLimit(BaseThrottle):
    """A fixed window per client and per person. Where the cache cannot count exactly, it may let a few more pass."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count this request; raises a problem when it is one too many."""
        limit, now = settings.API_REQUESTS_PER_MINUTE, int(time.time())
        ends_in = WINDOW - now % WINDOW
        used = _count(_key(request, now // WINDOW))
        request._request.rate = (limit, max(0, limit - used), ends_in)  # type: ignore[attr-defined]
        if used > limit:
            detail = _("More than %(limit)s requests a minute.") % {"limit": limit}
            raise Problem("too-many-requests", detail, headers={"Retry-After": str(ends_in)})
        return True


def add_headers(request: Request, response: Response) -> None:
    """Say what is left."""
    if (rate := getattr(request._request, "rate", None)) is not None:
        limit, left, ends_in = rate
        response["RateLimit-Policy"] = f'"caller";q={limit};w={WINDOW}'
        response["RateLimit"] = f'"caller";r={left};t={ends_in}'


def _key(request: Request, window: int) -> str:
    """Cache keys begin with the side, as all do."""
    user, token = caller_of(request), cast(Any, request.auth)
    client = token.application.pk if token else "page"
    return f"{user.side}:rate:{user.pk}:{client}:{window}"


def _count(key: str) -> int:
    cache.add(key, 0, 2 * WINDOW)
    try:
        return cache.incr(key)
    except ValueError:
        return 1
