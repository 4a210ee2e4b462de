"""Addresses of the medical side's part of hand-offs."""

from django.urls import path

from apps.intake import views

app_name = "intake"

urlpatterns = [
    path("", views.queue, name="queue"),
    path("rules/", views.rules, name="rules"),
    path("rules/<uuid:id>/", views.rule, name="rule"),
    path("rules/days/<uuid:id>/", views.due_days, name="due_days"),
    path("<uuid:id>/accept/", views.accept, name="accept"),
    path("<uuid:id>/give/", views.give, name="give"),
    path("<uuid:id>/decline/", views.decline, name="decline"),
    path("<uuid:id>/finish/", views.finish, name="finish"),
    path("<uuid:id>/again/", views.again, name="again"),
]
