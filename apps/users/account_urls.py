"""Sign-in pages. Named one by one instead of including allauth whole: nobody signs up or changes an address alone."""

from allauth.account import views
from allauth.usersessions.views import ListUserSessionsView
from django.urls import path, re_path
from django.views.generic import RedirectView

from apps.users.leaving import clearing_the_browser
from apps.users.views import sign_out_everywhere

urlpatterns = [
    path("sign-in/", views.login, name="account_login"),
    path("sign-out/", clearing_the_browser(views.logout), name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("confirm/", views.reauthenticate, name="account_reauthenticate"),
    path("password/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/sent/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("sessions/", ListUserSessionsView.as_view(), name="usersessions_list"),
    path("sessions/end-all/", clearing_the_browser(sign_out_everywhere), name="account_sign_out_everywhere"),
    # allauth asks for these names; both lead back to signing in.
    path("sign-up/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path("e-mail/", RedirectView.as_view(pattern_name="account_login"), name="account_email"),
]
