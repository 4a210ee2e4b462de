"""Addresses of reviews."""

from django.urls import path

from apps.reviews import views

app_name = "reviews"

urlpatterns = [
    path("", views.list, name="list"),
    path("rules/", views.rules, name="rules"),
    path("rules/<uuid:id>/", views.rule, name="rule"),
    path("<uuid:id>/", views.read, name="read"),
    path("<uuid:id>/decide/", views.decide, name="decide"),
    path("<uuid:id>/withdraw/", views.withdraw, name="withdraw"),
]
