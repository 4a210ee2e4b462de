"""The REST addresses under /api/v1/: each resource that an app declares, and the description of them all."""

from django.urls import URLPattern, URLResolver, path, re_path

from apps.dashboards.api import REPORTS
from apps.followups.api import COMMITMENTS
from apps.integrations.api.addresses import addresses_of
from apps.integrations.api.documentation import Documentation, NoSuchAddress, Schema, problem
from apps.interactions.api import INTERACTIONS
from apps.medinfo.api import REQUESTS
from apps.needs.api import NEEDS

RESOURCES = [COMMITMENTS, INTERACTIONS, NEEDS, REPORTS, REQUESTS]

urlpatterns: list[URLPattern | URLResolver] = [
    *(addresses_of(resource) for resource in RESOURCES),
    path("schema/", Schema.as_view(), name="api_schema"),
    path("docs/", Documentation.as_view(), name="api_docs"),
    path("problems/<slug:kind>/", problem, name="api_problem"),
    # Machines are told in their own words that there is nothing, and never redirected.
    re_path(r"^.*$", NoSuchAddress.as_view(), name="api_unknown"),
]
