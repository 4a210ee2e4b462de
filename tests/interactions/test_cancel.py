"""Cancelling: a reason, and the envelope says so."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from apps.coordination.models import Touchpoint
from apps.interactions.actions import cancel_interaction
from apps.interactions.models import Interaction
from apps.notifications.models import Message
from apps.users.models import User


def test_record_and_envelope_are_cancelled_and_nobody_is_reminded(msl: User, planned: Interaction) -> None:
    done = cancel_interaction(by=msl, interaction=planned, reason="They are ill.")
    assert (done.state, done.cancel_reason, Touchpoint.objects.get().state) == (
        "cancelled",
        "They are ill.",
        "cancelled",
    )
    assert not Message.objects.filter(state="waiting").exists()


def test_a_reason_is_asked(msl: User, planned: Interaction) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        cancel_interaction(by=msl, interaction=planned, reason=" ")


def test_the_page_cancels_and_a_second_time_says_why_not(
    msl: User, planned: Interaction, sign_in: Any
) -> None:
    web, url = sign_in(msl), reverse("interactions:cancel", args=[planned.pk])
    assert web.post(url, {"reason": "They are ill."}).status_code == 302
    again = web.post(url, {"reason": "Again."})
    assert b"cancelled already" in again.content
    assert Interaction.objects.get().cancel_reason == "They are ill."
