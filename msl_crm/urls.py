"""Every address of the product; each app keeps its own. A test holds the list against the access table."""

from django.urls import URLPattern, URLResolver, include, path

from msl_crm.views import healthz, home, readyz

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("account/", include("apps.users.account_urls")),
    path("users/", include("apps.users.urls")),
    path("catalog/", include("apps.catalog.urls")),
    path("search/", include("apps.core.urls")),
    path("directory/", include("apps.directory.urls")),
    path("contacts/", include("apps.coordination.urls")),
    path("map/", include("apps.influence.urls")),
    path("kols/", include("apps.kols.urls")),
    path("interactions/", include("apps.interactions.urls")),
    path("needs/", include("apps.needs.urls")),
    path("follow-ups/", include("apps.followups.urls")),
    path("calendar/", include("apps.followups.feed_urls")),
    path("requests/", include("apps.medinfo.urls")),
    path("account-plans/", include("apps.accountplans.urls")),
    path("hand-offs/", include("apps.handoffs.urls")),
    path("hand-offs/queue/", include("apps.intake.urls")),
    path("reviews/", include("apps.reviews.urls")),
    path("reports/", include("apps.dashboards.urls")),
    path("visits/", include("apps.keyaccounts.urls")),
    path("safety/", include("apps.safety.urls")),
    path("incidents/", include("apps.incidents.urls")),
    path("protocols/", include("apps.protocols.urls")),
    path("oversight/", include("apps.oversight.urls")),
    path("notifications/", include("apps.notifications.urls")),
    path("imports/", include("apps.integrations.urls")),
    path("history/", include("apps.audit.urls")),
    path("oauth/", include("apps.integrations.oauth_urls")),
    path("api/v1/", include("msl_crm.api_urls")),
]
