"""Addresses of the shared ground."""

from django.urls import path

from apps.coordination import (
    around_views,
    brief_views,
    context_views,
    disclosure_views,
    measured_views,
    views,
)

app_name = "coordination"

urlpatterns = [
    path("", views.radar, name="radar"),
    path("accounts/<uuid:id>/", views.account_radar, name="account_radar"),
    path("stakeholders/<uuid:id>/", views.stakeholder_radar, name="stakeholder_radar"),
    path("around/", around_views.look_around, name="look_around"),
    path("collisions/<uuid:id>/seen/", around_views.see_collision, name="see_collision"),
    path("disclosure/", disclosure_views.disclosure, name="disclosure"),
    path("disclosure/draft/", disclosure_views.draft_disclosure, name="draft_disclosure"),
    path("disclosure/<uuid:id>/", disclosure_views.disclosure_version, name="disclosure_version"),
    path("disclosure/<uuid:id>/approve/", disclosure_views.approve_disclosure, name="approve_disclosure"),
    path("accounts/<uuid:account_id>/context/", context_views.context, name="context"),
    path(
        "accounts/<uuid:account_id>/context/<slug:what>/new/", context_views.add_context, name="add_context"
    ),
    path(
        "accounts/<uuid:account_id>/context/<slug:what>/<uuid:id>/",
        context_views.edit_context,
        name="edit_context",
    ),
    path("accounts/<uuid:account_id>/distance/", context_views.set_days, name="set_days"),
    path("measures/", measured_views.measures, name="measures"),
    path("distance/", context_views.usual_days, name="usual_days"),
    path("context/<slug:what>/<uuid:id>/archive/", context_views.archive_context, name="archive_context"),
    path("context/<slug:what>/<uuid:id>/restore/", context_views.restore_context, name="restore_context"),
    path("<uuid:id>/brief/", brief_views.brief, name="brief"),
    path("<uuid:id>/", views.touchpoint, name="touchpoint"),
]
