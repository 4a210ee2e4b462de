"""Addresses of compliance."""

from django.urls import path

from apps.oversight import views

app_name = "oversight"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("firewall/", views.firewall, name="firewall"),
    path("denied/", views.denied, name="denied"),
    path("people/<uuid:id>/", views.person, name="person"),
    path("detectors/", views.detectors, name="detectors"),
    path("detectors/<slug:detector>/", views.detector, name="detector"),
    path("samples/", views.samples, name="samples"),
    path("samples/new/", views.start_sample, name="start_sample"),
    path("samples/<uuid:id>/", views.sample, name="sample"),
    path("samples/<uuid:id>/draw/", views.draw, name="draw"),
    path("sampled/<uuid:id>/", views.sample_item, name="sample_item"),
    path("view-as/", views.view_as, name="view_as"),
    path("view-as/start/", views.start_viewing, name="start_viewing"),
    path("view-as/stop/", views.stop_viewing, name="stop_viewing"),
]
