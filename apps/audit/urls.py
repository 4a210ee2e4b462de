"""Addresses of audit."""

from django.urls import path

from apps.audit import views

app_name = "audit"

urlpatterns = [
    path("readings/", views.readings, name="readings"),
    path("<slug:word>/<uuid:key>/", views.history, name="history"),
]
