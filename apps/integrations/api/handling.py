"""Exceptions of API views become problems. Apart from `problems`: DRF reads its settings before its views exist."""

import logging
from collections.abc import Mapping
from typing import Any

from django.core.signals import got_request_exception
from rest_framework.response import Response
from rest_framework.views import set_rollback

from apps.integrations.api.authentication import correlation_id
from apps.integrations.api.problems import KINDS, MEDIA_TYPE, problem_of, type_of

logger = logging.getLogger(__name__)


def handle(exc: Exception, context: Mapping[str, Any]) -> Response:
    """DRF's exception handler: every fault of a request becomes a problem, and nothing it wrote stays."""
    request, view = context["request"], context["view"]
    problem = problem_of(exc, getattr(view, "renamed", {}))
    if problem.kind == "internal":
        logger.error("API request %s failed", correlation_id(request), exc_info=exc)
        got_request_exception.send(sender=type(view), request=request._request)
    set_rollback()
    body = {
        "type": type_of(problem.kind),
        "title": str(KINDS[problem.kind].title),
        "status": problem.status_code,
        "detail": problem.detail,
        "instance": request.path,
        "correlation_id": correlation_id(request),
        **({"errors": problem.errors} if problem.errors else {}),
        **problem.more,
    }
    return Response(body, problem.status_code, headers=problem.headers, content_type=MEDIA_TYPE)
