"""Addresses of the directory."""

from django.urls import URLPattern, path

from apps.directory import views

app_name = "directory"

urlpatterns: list[URLPattern] = [
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/new/", views.create_account, name="create_account"),
    path("accounts/suggest/", views.suggest_accounts, name="suggest_accounts"),
    path("accounts/<uuid:pk>/", views.account, name="account"),
    path("accounts/<uuid:pk>/children/", views.children, name="children"),
    path("accounts/<uuid:pk>/edit/", views.edit_account, name="edit_account"),
    path("accounts/<uuid:pk>/archive/", views.archive_account, name="archive_account"),
    path("accounts/<uuid:pk>/restore/", views.restore_account, name="restore_account"),
    path("accounts/<uuid:pk>/numbers/new/", views.add_account_identifier, name="add_account_identifier"),
    path("stakeholders/", views.stakeholders, name="stakeholders"),
    path("stakeholders/new/", views.create_stakeholder, name="create_stakeholder"),
    path("stakeholders/suggest/", views.suggest_stakeholders, name="suggest_stakeholders"),
    path("stakeholders/<uuid:pk>/", views.stakeholder, name="stakeholder"),
    path("stakeholders/<uuid:pk>/edit/", views.edit_stakeholder, name="edit_stakeholder"),
    path("stakeholders/<uuid:pk>/archive/", views.archive_stakeholder, name="archive_stakeholder"),
    path("stakeholders/<uuid:pk>/restore/", views.restore_stakeholder, name="restore_stakeholder"),
    path(
        "stakeholders/<uuid:pk>/numbers/new/",
        views.add_stakeholder_identifier,
        name="add_stakeholder_identifier",
    ),
    path("stakeholders/<uuid:pk>/affiliations/new/", views.add_affiliation, name="add_affiliation"),
    path("affiliations/<uuid:pk>/edit/", views.edit_affiliation, name="edit_affiliation"),
    path("affiliations/<uuid:pk>/end/", views.end_affiliation, name="end_affiliation"),
    path("affiliations/<uuid:pk>/main/", views.make_main_affiliation, name="make_main_affiliation"),
]
