"""Addresses of the calendar feed, on which no side is taken."""

from django.urls import path

from apps.followups import feed_views

app_name = "calendar"

urlpatterns = [
    path("", feed_views.page, name="page"),
    path("make/", feed_views.make, name="make"),
    path("revoke/", feed_views.revoke, name="revoke"),
    path("feed/<str:token>.ics", feed_views.feed, name="feed"),
]
