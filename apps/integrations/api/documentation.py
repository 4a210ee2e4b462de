"""The API described: the schema, pages to read it, and a help page per type of problem. None of it shows data."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.integrations.api.problems import KINDS

#: Swagger UI styles elements directly and draws icons from data addresses; scripts stay our own.
POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class Schema(SpectacularAPIView):
    """`/api/v1/schema/`: OpenAPI 3.1, as YAML, or JSON with `?format=json`."""

    authentication_classes = []
    permission_classes = []
    throttle_classes = []


class Documentation(SpectacularSwaggerSplitView):
    """`/api/v1/docs/`."""

    url_name = "api_schema"
    authentication_classes = []
    permission_classes = []
    throttle_classes = []

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """This page alone has a policy of its own."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Content-Security-Policy"] = POLICY
        return response


@extend_schema(exclude=True)
class NoSuchAddress(APIView):
    """Any other address under /api/v1/."""

    authentication_classes = []
    permission_classes = []
    throttle_classes = []

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """404 whatever the method."""
        raise Http404


@require_safe
@login_not_required
def problem(request: HttpRequest, kind: str) -> HttpResponse:
    """What a type of problem means, for whoever follows its address."""
    if kind not in KINDS:
        raise Http404
    return render(request, "integrations/problem.html", {"kind": KINDS[kind], "name": kind})
