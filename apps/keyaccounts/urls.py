"""Addresses of keyaccounts."""

from django.urls import path

from apps.keyaccounts import room_views, views

app_name = "keyaccounts"

urlpatterns = [
    path("rooms/<uuid:id>/", room_views.room, name="room"),
    path("", views.my_visits, name="my_visits"),
    path("plan/", views.plan, name="plan"),
    path("<uuid:touchpoint_id>/", views.visit, name="visit"),
    path("<uuid:touchpoint_id>/plan/", views.edit_plan, name="edit_plan"),
    path("<uuid:touchpoint_id>/log/", views.log, name="log"),
    path("<uuid:touchpoint_id>/cancel/", views.cancel, name="cancel"),
    path("<uuid:touchpoint_id>/draft/<slug:page>/", views.draft, name="draft"),
    path("<uuid:touchpoint_id>/draft/<slug:page>/discard/", views.discard, name="discard"),
]
