"""Addresses of hand-offs."""

from django.urls import path

from apps.handoffs import views, visit_views

app_name = "handoffs"

urlpatterns = [
    path("", views.list, name="list"),
    path("new/", views.make, name="make"),
    path("visits/", visit_views.visits, name="visits"),
    path("visits/new/", visit_views.make_visit, name="make_visit"),
    path("visits/<uuid:id>/", visit_views.visit, name="visit"),
    path("visits/<uuid:id>/edit/", visit_views.edit_visit, name="edit_visit"),
    path("visits/<uuid:id>/review/", visit_views.ask_review, name="review_visit"),
    path("visits/<uuid:id>/plan/", visit_views.link, name="link_visit"),
    path("visits/<uuid:id>/unplan/", visit_views.unlink, name="unlink_visit"),
    path("visits/<uuid:id>/cancel/", visit_views.cancel, name="cancel_visit"),
    path("<uuid:id>/", views.read, name="read"),
    path("<uuid:id>/ask/", views.ask, name="ask"),
    path("<uuid:id>/withdraw/", views.withdraw, name="withdraw"),
]
