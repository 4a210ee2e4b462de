"""Sign-in pages. Named one by one instead of including allauth whole: nobody signs up or changes an address alone."""

from allauth.account import views
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from allauth.usersessions.views import ListUserSessionsView
from django.urls import include, path, re_path, register_converter
from django.views.generic import RedirectView

from apps.users.factor_views import remove_key
from apps.users.invitation_views import accept_invitation, open_invitation
from apps.users.leaving import clearing_the_browser
from apps.users.sso_views import ProviderName, callback, login
from apps.users.views import sign_out_everywhere

register_converter(ProviderName, "provider")

second_factor = [
    path("", factor.index, name="mfa_index"),
    path("authenticate/", factor.authenticate, name="mfa_authenticate"),
    path("confirm/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("app/", app.activate_totp, name="mfa_activate_totp"),
    path("app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("keys/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("keys/add/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("keys/confirm/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("keys/sign-in/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("keys/<int:pk>/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("keys/<int:pk>/remove/", remove_key, name="mfa_remove_webauthn"),
]
urlpatterns = [
    path("second-factor/", include(second_factor)),
    path("sso/<provider:provider_id>/", login, name="openid_connect_login"),
    path("sso/<provider:provider_id>/callback/", callback, name="openid_connect_callback"),
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
    path("invitation/<uuid:person_id>/<slug:token>/", open_invitation, name="account_invitation"),
    path("invitation/", accept_invitation, name="account_accept_invitation"),
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
