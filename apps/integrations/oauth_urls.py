"""OAuth 2: machines get their token here. Only the client credentials flow is served."""

from django.urls import path
from oauth2_provider.views import TokenView

urlpatterns = [path("token/", TokenView.as_view(), name="oauth_token")]
