"""Addresses of notifications."""

from django.urls import path

from apps.notifications import views

app_name = "notifications"

urlpatterns = [
    path("", views.list, name="list"),
    path("<uuid:message_id>/open/", views.open, name="open"),
    path("bell/", views.bell, name="bell"),
    path("latest/", views.latest, name="latest"),
    path("preferences/", views.preferences, name="preferences"),
    path("delivery/", views.troubles, name="troubles"),
    path("delivery/retry/", views.retry, name="retry"),
    path("delivery/give-up/", views.give_up, name="give_up"),
    path("mark-read/", views.mark_read, name="mark_read"),
]
