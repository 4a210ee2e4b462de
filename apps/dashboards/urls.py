"""Addresses of reports."""

from django.urls import path

from apps.dashboards import views

app_name = "dashboards"

urlpatterns = [
    path("", views.list, name="list"),
    path("<uuid:id>/", views.read, name="read"),
    path("<slug:word>/choose/", views.choose, name="choose"),
]
