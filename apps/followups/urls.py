"""Addresses of followups."""

from django.urls import path

from apps.followups import views

app_name = "followups"

urlpatterns = [
    path("", views.list, name="list"),
    path("board/", views.board, name="board"),
    path("new/", views.make, name="make"),
    path("<uuid:id>/", views.read, name="read"),
    path("<uuid:id>/edit/", views.edit, name="edit"),
    path("<uuid:id>/begin/", views.begin, name="begin"),
    path("<uuid:id>/keep/", views.keep, name="keep"),
    path("<uuid:id>/cancel/", views.cancel, name="cancel"),
    path("<uuid:id>/snooze/", views.snooze, name="snooze"),
    path("<uuid:id>/hand-over/", views.hand_over, name="hand_over"),
    path("<uuid:id>/again/", views.take_up_again, name="take_up_again"),
]
