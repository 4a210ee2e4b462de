"""Every address, every persona: who gets in. A new address without a line in `access.py` is a failing test."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.users.models import User
from tests.architecture.access import ACCESS, OPEN, PUBLIC
from tests.architecture.addresses import PATTERNS, address
from tests.personas import PERSONAS
from tests.world import World


def test_every_address_has_a_line() -> None:
    assert set(PATTERNS) == set(ACCESS) | OPEN


@pytest.mark.parametrize("name", PERSONAS)
def test_access(name: str, persona: Any, sign_in: Any, tour: World) -> None:
    web = sign_in(persona(name))
    wrong = []
    for page, allowed in ACCESS.items():
        status = web.get(address(page, tour)).status_code
        fits = status in (200, 302) if name in allowed else status in (403, 404, 405)
        if not fits:
            wrong.append(f"{page}: {status}, expected {'in' if name in allowed else 'refused'}")
    assert not wrong


def test_nobody_signed_in_is_sent_to_sign_in_or_told_to(client: Client, tour: World) -> None:
    wrong = []
    for page in ACCESS:
        answer = client.get(address(page, tour))
        is_sent = answer.status_code == 302 and "/account/sign-in/" in answer["Location"]
        if not (is_sent or answer.status_code in (401, 405) or page in PUBLIC):
            wrong.append(f"{page}: {answer.status_code}")
    assert not wrong


def test_a_deactivated_user_is_out_at_once(msl: User, sign_in: Any) -> None:
    web = sign_in(msl)
    User.objects.filter(pk=msl.pk).update(is_active=False)
    assert web.get(reverse("interactions:my_day")).status_code == 302
