"""Addresses of keyaccounts."""

from django.urls import path

from apps.accountplans.room_views import room_page
from apps.keyaccounts import views
from apps.keyaccounts.models import PlanRoom

app_name = "keyaccounts"

urlpatterns = [
    path("rooms/<uuid:id>/", room_page, {"model": PlanRoom}, name="room"),
    path("", views.my_visits, name="my_visits"),
    path("plan/", views.plan, name="plan"),
    path("<uuid:touchpoint_id>/", views.visit, name="visit"),
    path("<uuid:touchpoint_id>/plan/", views.edit_plan, name="edit_plan"),
    path("<uuid:touchpoint_id>/log/", views.log, name="log"),
    path("<uuid:touchpoint_id>/cancel/", views.cancel, name="cancel"),
    path("<uuid:touchpoint_id>/draft/<slug:page>/", views.draft, name="draft"),
    path("<uuid:touchpoint_id>/draft/<slug:page>/discard/", views.discard, name="discard"),
]
