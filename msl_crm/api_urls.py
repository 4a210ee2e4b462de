"""The REST addresses under /api/v1/: each resource that an app declares, and the description of them all."""

from django.urls import URLPattern, URLResolver, path, re_path

from apps.accountplans.api import ACCOUNT_PLANS
from apps.coordination.api import COLLISIONS, EVENTS, WINDOWS
from apps.coordination.touchpoint_api import TOUCHPOINTS
from apps.dashboards.api import REPORTS
from apps.followups.api import COMMITMENTS
from apps.handoffs.api import JOINT_VISITS
from apps.incidents.api import INCIDENTS
from apps.influence.api import COMMITTEES, SEATS, TIES
from apps.intake.api import HANDOFFS
from apps.integrations.api.addresses import addresses_of
from apps.integrations.api.documentation import Documentation, NoSuchAddress, Schema, problem
from apps.interactions.api import INTERACTIONS
from apps.medinfo.api import REQUESTS
from apps.needs.api import NEEDS
from apps.protocols.api import PROTOCOLS
from apps.reviews.api import REVIEWS

RESOURCES = [
    ACCOUNT_PLANS,
    COLLISIONS,
    COMMITMENTS,
    COMMITTEES,
    EVENTS,
    HANDOFFS,
    INCIDENTS,
    INTERACTIONS,
    JOINT_VISITS,
    NEEDS,
    PROTOCOLS,
    REPORTS,
    REQUESTS,
    REVIEWS,
    SEATS,
    TIES,
    TOUCHPOINTS,
    WINDOWS,
]

urlpatterns: list[URLPattern | URLResolver] = [
    *(addresses_of(resource) for resource in RESOURCES),
    path("schema/", Schema.as_view(), name="api_schema"),
    path("docs/", Documentation.as_view(), name="api_docs"),
    path("problems/<slug:kind>/", problem, name="api_problem"),
    # Machines are told in their own words that there is nothing, and never redirected.
    re_path(r"^.*$", NoSuchAddress.as_view(), name="api_unknown"),
]
