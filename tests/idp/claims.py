"""Who signs in at the identity provider and what it says about them, from `claims.json`, read at each request."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from oauth2_provider.oauth2_validators import OAuth2Validator


def told() -> dict[str, Any]:
    """The claims of the person at the browser."""
    found: dict[str, Any] = json.loads((Path(os.environ["IDP_FOLDER"]) / "claims.json").read_text())
    return found


def SignedIn(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The person at the browser is signed in here already."""

    def middleware(request: HttpRequest) -> HttpResponse:
        somebody: Any = User.objects.get_or_create(username="somebody")[0]
        request.user = somebody
        return get_response(request)

    return middleware


class Validator(OAuth2Validator):
    """Says what the file says."""

    oidc_claim_scope = None

    def get_oidc_issuer_endpoint(self, request: Any) -> str:
        """A dishonest server signs in another one's name."""
        return str(told().get("iss") or super().get_oidc_issuer_endpoint(request))

    def get_additional_claims(self, request: Any) -> dict[str, Any]:
        """For both answers; `sub` and `iss` too, so that a dishonest server can be played."""
        return {name: value for name, value in told().items() if not name.startswith("userinfo_")}

    def get_userinfo_claims(self, request: Any) -> dict[str, Any]:
        """A server may say something else here than in the signed answer."""
        claims: dict[str, Any] = super().get_userinfo_claims(request)
        claims.update(
            {k.removeprefix("userinfo_"): v for k, v in told().items() if k.startswith("userinfo_")}
        )
        claims.pop(claims.pop("without", ""), None)
        return claims
