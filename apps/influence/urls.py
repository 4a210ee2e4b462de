"""Addresses of the stakeholder map."""

from django.urls import path

from apps.influence import views

app_name = "influence"

urlpatterns = [
    path("accounts/<uuid:account>/", views.map, name="map"),
    path("accounts/<uuid:account>/committees/new/", views.add_committee, name="add_committee"),
    path("committees/<uuid:id>/", views.committee, name="committee"),
    path("committees/<uuid:id>/edit/", views.edit_committee, name="edit_committee"),
    path("committees/<uuid:id>/dissolve/", views.dissolve, name="dissolve"),
    path("committees/<uuid:id>/bring-back/", views.bring_back, name="bring_back"),
    path("committees/<uuid:id>/seats/new/", views.add_seat, name="add_seat"),
    path("seats/<uuid:id>/", views.edit_seat, name="edit_seat"),
    path("ties/new/", views.add_tie, name="add_tie"),
    path("ties/<uuid:id>/", views.edit_tie, name="edit_tie"),
    path("ties/<uuid:id>/end/", views.end_tie, name="end_tie"),
    path("ties/<uuid:id>/bring-back/", views.bring_back_tie, name="bring_back_tie"),
]
