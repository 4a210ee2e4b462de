"""Addresses of protocols."""

from django.urls import path

from apps.protocols import views

app_name = "protocols"

urlpatterns = [
    path("", views.list, name="list"),
    path("new/", views.make, name="make"),
    path("<uuid:id>/", views.read, name="read"),
    path("<uuid:id>/draft/", views.draft, name="draft"),
    path("<uuid:id>/begin/", views.begin, name="begin"),
    path("<uuid:id>/change/", views.change, name="change"),
    path("<uuid:id>/publish/", views.publish, name="publish"),
    path("<uuid:id>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("<uuid:id>/retire/", views.retire, name="retire"),
    path("<uuid:id>/versions/", views.versions, name="versions"),
]
