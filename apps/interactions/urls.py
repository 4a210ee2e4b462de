"""Addresses of interactions."""

from django.urls import path

from apps.accountplans.room_views import room_page
from apps.interactions import views
from apps.interactions.models import PlanRoom

app_name = "interactions"

urlpatterns = [
    path("rooms/<uuid:id>/", room_page, {"model": PlanRoom}, name="room"),
    path("", views.listing, name="list"),
    path("my-day/", views.my_day, name="my_day"),
    path("plan/", views.plan, name="plan"),
    path("log/", views.log_from_nothing, name="log_from_nothing"),
    path("<uuid:id>/", views.read, name="read"),
    path("<uuid:id>/plan/", views.edit_plan, name="edit_plan"),
    path("<uuid:id>/log/", views.log, name="log"),
    path("<uuid:id>/draft/<slug:page>/", views.draft, name="draft"),
    path("<uuid:id>/draft/<slug:page>/discard/", views.discard, name="discard"),
    path("<uuid:id>/amend/", views.amend, name="amend"),
    path("<uuid:id>/cancel/", views.cancel, name="cancel"),
    path("<uuid:id>/versions/", views.versions, name="versions"),
]
