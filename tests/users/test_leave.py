"""Leaving a browser, and mails that lead nowhere else."""

from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from apps.users.links import send_waiting_links
from apps.users.models import User
from tests.users.people import url


@pytest.mark.parametrize("name", ["account_logout", "account_sign_out_everywhere"])
def test_signing_out_clears_what_pages_stored(name: str, msl: User, sign_in: Any) -> None:
    answer = sign_in(msl).post(reverse(name))
    assert answer["Clear-Site-Data"] == '"storage"'


@pytest.mark.parametrize("way", ["by themselves", "from outside", "by a change of sides"])
def test_a_message_is_not_shown_to_who_sits_there_next(
    way: str, administrator: User, msl: User, kam: User, sign_in: Any
) -> None:
    """It may name somebody, and what was left for the medical side is not for the commercial one."""
    browser = sign_in(administrator)
    assert browser.post(url(msl, "deactivate/")).status_code == 302
    if way == "by themselves":
        browser.post(reverse("account_logout"))
    elif way == "from outside":
        User.objects.filter(pk=administrator.pk).update(is_active=False)
    else:
        User.objects.filter(pk=administrator.pk).update(sign_outs=1, role="kam")
    assert str(msl) not in browser.get(reverse("account_login")).content.decode()
    browser.force_login(kam)
    page = browser.get("/users/preferences/")
    assert page.status_code == 200
    assert str(msl) not in page.content.decode()


def test_a_message_that_nobody_fetched_is_not_shown_to_who_signs_in_next(
    administrator: User, msl: User, kam: User, sign_in: Any
) -> None:
    browser = sign_in(administrator)
    browser.post(url(msl, "deactivate/"))
    browser.force_login(kam)
    assert str(msl) not in browser.get("/users/preferences/").content.decode()


def test_who_stays_sees_it(administrator: User, msl: User, sign_in: Any) -> None:
    browser = sign_in(administrator)
    browser.post(url(msl, "deactivate/"))
    page = browser.get("/users/preferences/").content.decode()
    assert f"{msl} is signed out everywhere" in page


def test_who_changed_sides_is_led_home_from_a_page_of_the_old_side(msl: User, client: Any) -> None:
    """Signing in leads to the page they asked for; it refuses, says so, and shows the way to the start."""
    User.objects.filter(pk=msl.pk).update(role="kam", sign_outs=1)
    typed = {"login": msl.email, "password": "correct-horse-battery"}
    answer = client.post("/account/sign-in/?next=/interactions/", typed, follow=True)
    page = answer.content.decode()
    assert (answer.status_code, answer.redirect_chain[-1][0]) == (403, "/interactions/")
    assert "Back to the start" in page
    assert client.get("/", follow=True).status_code == 200


def test_a_reset_mail_leads_to_the_products_own_address(msl: User, client: Any, settings: Any) -> None:
    settings.PUBLIC_URL = "https://crm.example"
    settings.ALLOWED_HOSTS = ["*"]
    client.post(reverse("account_reset_password"), {"email": msl.email}, headers={"Host": "evil.example"})
    send_waiting_links()
    assert "https://crm.example/account/password/reset/key/" in mail.outbox[0].body
    assert "evil.example" not in mail.outbox[0].body
