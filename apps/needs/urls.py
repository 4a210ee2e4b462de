"""Addresses of needs."""

from django.urls import path

from apps.needs import views

app_name = "needs"

urlpatterns = [
    path("", views.list, name="list"),
    path("new/", views.make, name="make"),
    path("<uuid:id>/", views.read, name="read"),
    path("<uuid:id>/edit/", views.edit, name="edit"),
    path("<uuid:id>/assign/", views.assign, name="assign"),
    path("<uuid:id>/begin/", views.begin, name="begin"),
    path("<uuid:id>/answer/", views.answer, name="answer"),
    path("<uuid:id>/confirm/", views.confirm, name="confirm"),
    path("<uuid:id>/close/", views.close, name="close"),
    path("<uuid:id>/again/", views.take_up_again, name="take_up_again"),
]
