"""Addresses of safety."""

from django.urls import path

from apps.safety import views

app_name = "safety"

urlpatterns = [
    path("", views.items, name="items"),
    path("<uuid:item_id>/", views.item, name="item"),
]
