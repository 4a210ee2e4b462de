"""Addresses of notifications."""

from django.urls import path

from apps.notifications import views

app_name = "notifications"

urlpatterns = [
    path("", views.list, name="list"),
    path("<uuid:message_id>/open/", views.open, name="open"),
    path("mark-read/", views.mark_read, name="mark_read"),
]
