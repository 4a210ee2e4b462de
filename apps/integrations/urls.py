"""Addresses of integrations."""

from django.urls import path

from apps.integrations import review_views, views

app_name = "integrations"

urlpatterns = [
    path("", views.start, name="start"),
    path("runs/", views.runs, name="runs"),
    path("review/", review_views.review, name="review"),
    path("review/undo/", review_views.undo_review, name="undo_review"),
    path("review/<uuid:id>/decide/", review_views.decide_review, name="decide_review"),
    path("review/<uuid:id>/skip/", review_views.skip_review, name="skip_review"),
    path("<uuid:id>/", views.run, name="run"),
    path("<uuid:id>/progress/", views.progress, name="progress"),
    path("<uuid:id>/problems.csv", views.problems, name="problems"),
    path("<uuid:id>/columns/", views.columns, name="columns"),
    path("<uuid:id>/apply/", views.apply, name="apply"),
    path("<uuid:id>/discard/", views.discard, name="discard"),
    path("<uuid:id>/stop/", views.stop, name="stop"),
]
