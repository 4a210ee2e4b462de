"""Addresses of the shared ground."""

from django.urls import path

from apps.coordination import views

app_name = "coordination"

urlpatterns = [
    path("", views.radar, name="radar"),
    path("<uuid:id>/", views.touchpoint, name="touchpoint"),
]
