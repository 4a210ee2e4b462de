"""Addresses of users."""

from django.urls import path

from apps.users import views

app_name = "users"

urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
    path("people/", views.people, name="people"),
    path("people/new/", views.create_person, name="create_person"),
    path("people/<uuid:person_id>/", views.person, name="person"),
    path("people/<uuid:person_id>/deactivate/", views.deactivate, name="deactivate"),
    path("people/<uuid:person_id>/reactivate/", views.reactivate, name="reactivate"),
    path("people/<uuid:person_id>/link/", views.send_link, name="send_link"),
    path("people/<uuid:person_id>/invite-again/", views.invite_again, name="invite_again"),
    path("people/<uuid:person_id>/withdraw/", views.withdraw_invitation, name="withdraw_invitation"),
    path("people/<uuid:person_id>/reset-factor/", views.reset_factor, name="reset_factor"),
    path("hand-overs/<uuid:hand_over_id>/", views.hand_over, name="hand_over"),
    path("teams/", views.teams, name="teams"),
    path("teams/<uuid:team_id>/", views.team, name="team"),
    path("territories/", views.territories, name="territories"),
    path("territories/<uuid:territory_id>/", views.territory, name="territory"),
]
