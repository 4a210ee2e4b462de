"""Addresses of followups."""

from django.urls import path

from apps.followups import bulk_views, views

app_name = "followups"

urlpatterns = [
    path("", views.list, name="list"),
    path("board/", views.board, name="board"),
    path("understood/", views.understood, name="understood"),
    path("quick/", views.quick, name="quick"),
    path("day/", views.day, name="day"),
    path("bulk/", bulk_views.bulk, name="bulk"),
    path("bulk/undo/<str:keys>/", bulk_views.undo_bulk, name="undo_bulk"),
    path("new/", views.make, name="make"),
    path("<uuid:id>/", views.read, name="read"),
    path("<uuid:id>/edit/", views.edit, name="edit"),
    path("<uuid:id>/decide/", views.decide, name="decide"),
    path("<uuid:id>/begin/", views.begin, name="begin"),
    path("<uuid:id>/keep/", views.keep, name="keep"),
    path("<uuid:id>/file/", views.evidence_file, name="evidence_file"),
    path("<uuid:id>/cancel/", views.cancel, name="cancel"),
    path("<uuid:id>/snooze/", views.snooze, name="snooze"),
    path("<uuid:id>/hand-over/", views.hand_over, name="hand_over"),
    path("<uuid:id>/take-back/", views.take_back, name="take_back"),
    path("<uuid:id>/again/", views.take_up_again, name="take_up_again"),
]
