"""Leaving a browser, and mails that lead nowhere else."""

from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from apps.users.models import User


@pytest.mark.parametrize("name", ["account_logout", "account_sign_out_everywhere"])
def test_signing_out_clears_what_pages_stored(name: str, msl: User, sign_in: Any) -> None:
    answer = sign_in(msl).post(reverse(name))
    assert answer["Clear-Site-Data"] == '"storage"'


def test_a_reset_mail_leads_to_the_products_own_address(msl: User, client: Any, settings: Any) -> None:
    settings.PUBLIC_URL = "https://crm.example"
    settings.ALLOWED_HOSTS = ["*"]
    client.post(reverse("account_reset_password"), {"email": msl.email}, headers={"Host": "evil.example"})
    assert "https://crm.example/account/password/reset/key/" in mail.outbox[0].body
    assert "evil.example" not in mail.outbox[0].body
