"""Amending: a reason, a new version, the old one readable and unchangeable."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection
from django.urls import reverse

from apps.core.merging import snapshot
from apps.directory.models import Account
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.interactions.actions import amend_interaction
from apps.interactions.entry import Entry, entry_of
from apps.interactions.models import Interaction, Version
from apps.users.models import User
from tests.factories import AccountFactory


@pytest.fixture
def other_account(db: None) -> Account:
    return AccountFactory(name="Northgate Clinic")


def amended(interaction: Interaction, **changes: Any) -> dict[str, Any]:
    """Arguments that amend with some fields replaced."""
    start = entry_of(interaction)
    return {
        "interaction": interaction,
        "entry": Entry(**(start.values() | changes)),
        "before": snapshot(start.values()),
    }


def test_both_versions_stay_readable(msl: User, submitted: Interaction) -> None:
    done = amend_interaction(by=msl, reason="Wrong topic.", **amended(submitted, notes="Asked about safety."))
    first, second = done.versions.all()
    assert (done.state, done.version) == ("amended", 2)
    assert (first.content["notes"], second.content["notes"]) == (
        "Asked about resistance.",
        "Asked about safety.",
    )
    assert second.reason == "Wrong topic."


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_is_asked(msl: User, submitted: Interaction, reason: str) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        amend_interaction(by=msl, reason=reason, **amended(submitted, notes="Other."))


def test_nothing_changed_is_nothing_to_amend(msl: User, submitted: Interaction) -> None:
    with pytest.raises(ValidationError, match="Nothing was changed"):
        amend_interaction(by=msl, reason="Because.", **amended(submitted))


@pytest.mark.parametrize(
    "statement", ["UPDATE interactions_version SET reason = 'x'", "DELETE FROM interactions_version"]
)
def test_no_side_can_change_a_version(submitted: Interaction, statement: str) -> None:
    assert Version.objects.exists()
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with refused, acting_as(Side.MEDICAL), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_page_shows_both_side_by_side(
    msl: User, submitted: Interaction, sign_in: Any, posted: dict[str, Any]
) -> None:
    web, url = sign_in(msl), reverse("interactions:amend", args=[submitted.pk])
    before = web.get(url).context["form"]["before"].value()
    answer = web.post(
        url, posted | {"before": before, "notes": "Corrected words.", "reason": "Typing error."}, follow=True
    )
    text = answer.content.decode()
    assert all(word in text for word in ("Asked about resistance.", "Corrected words.", "Typing error."))


def test_the_page_keeps_the_words_when_the_reason_is_missing(
    msl: User, submitted: Interaction, sign_in: Any, posted: dict[str, Any]
) -> None:
    answer = sign_in(msl).post(
        reverse("interactions:amend", args=[submitted.pk]), posted | {"notes": "New words."}
    )
    assert answer.status_code == 200
    assert b"New words." in answer.content
    assert Interaction.objects.get().version == 1


def test_the_history_tells_the_reason(msl: User, submitted: Interaction, sign_in: Any) -> None:
    amend_interaction(by=msl, reason="Mixed up two talks.", **amended(submitted, notes="Asked about safety."))
    page = sign_in(msl).get(reverse("audit:history", args=["interaction", submitted.pk]))
    assert b"Mixed up two talks." in page.content


def test_the_history_tells_the_envelope_too(
    msl: User, submitted: Interaction, other_account: Any, sign_in: Any
) -> None:
    moved = amended(submitted, account=other_account, channel="video", notes="Asked about safety.")
    amend_interaction(by=msl, reason="Wrong place.", **moved)
    page = sign_in(msl).get(reverse("audit:history", args=["interaction", submitted.pk])).content.decode()
    assert all(word in page for word in ("Northgate Clinic", "Video call", "Asked about safety."))
    assert page.count("Started") == 0, "a copy is not told twice"
