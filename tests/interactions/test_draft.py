"""What is typed to amend or to plan is kept like what is typed to log: given back, thrown away, gone once saved."""

from typing import Any

import pytest
from django.urls import reverse

from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.interactions.models import Draft, Interaction
from apps.users.models import User

WORDS = "Half a sentence, typed in a corridor"


def address(name: str, interaction: Interaction, *more: str) -> str:
    return reverse(f"interactions:{name}", args=[interaction.pk, *more])


def test_a_half_typed_amendment_comes_back_and_is_gone_once_saved(
    msl: User, submitted: Interaction, sign_in: Any, posted: dict[str, Any]
) -> None:
    web, url = sign_in(msl), address("amend", submitted)
    before = web.get(url).context["form"]["before"].value()
    typed = posted | {"before": before, "notes": WORDS, "reason": "", "safety-description": "A rash."}
    assert web.post(address("draft", submitted, "amend"), typed).status_code == 200
    text = web.get(url).content.decode()
    assert all(word in text for word in (WORDS, "A rash.", "Your unsaved words are back"))
    saved = web.post(url, typed | {"reason": "Typing error.", "safety-description": ""}, follow=True)
    assert not Draft.objects.exists()
    assert f'data-autosave-clear="amend-{submitted.pk}"' in saved.content.decode()


def test_a_half_typed_plan_from_nothing_comes_back_from_my_day(
    msl: User, sign_in: Any, posted: dict[str, Any], stakeholder: Stakeholder
) -> None:
    web, key = sign_in(msl), new_id()
    url = reverse("interactions:edit_plan", args=[key])
    web.post(reverse("interactions:draft", args=[key, "edit_plan"]), posted | {"starts_at": "tomor"})
    day = web.get(reverse("interactions:my_day")).content.decode()
    assert url in day
    assert str(stakeholder) in day
    assert "tomor" in web.get(url).content.decode()
    assert web.post(url, posted | {"starts_at": "tomorrow 9:00"}).status_code == 302
    assert not Draft.objects.exists()


def test_typing_on_one_page_is_not_shown_on_another(
    msl: User, planned: Interaction, sign_in: Any, posted: dict[str, Any]
) -> None:
    web = sign_in(msl)
    web.post(address("draft", planned, "edit_plan"), posted | {"starts_at": WORDS})
    assert WORDS in web.get(address("edit_plan", planned)).content.decode()
    assert WORDS not in web.get(address("log", planned)).content.decode()


def test_discarding_shows_the_record_as_it_is(
    msl: User, submitted: Interaction, sign_in: Any, posted: dict[str, Any]
) -> None:
    web = sign_in(msl)
    web.post(address("draft", submitted, "amend"), posted | {"notes": WORDS})
    answer = web.post(address("discard", submitted, "amend"), follow=True)
    text = answer.content.decode()
    assert answer.redirect_chain[-1][0] == address("amend", submitted)
    assert "Asked about resistance." in text
    assert WORDS not in text
    assert not Draft.objects.exists()


def test_a_cancelled_contact_leaves_no_draft(
    msl: User, planned: Interaction, sign_in: Any, posted: dict[str, Any]
) -> None:
    web = sign_in(msl)
    for page in ("log", "edit_plan"):
        web.post(address("draft", planned, page), posted)
    web.post(address("cancel", planned), {"reason": "They are ill."})
    assert not Draft.objects.exists()


def test_a_form_that_came_back_is_kept_at_once(
    msl: User, submitted: Interaction, sign_in: Any, posted: dict[str, Any]
) -> None:
    """The browser does not wait for the next key: these words are in no draft yet."""
    refused = sign_in(msl).post(address("amend", submitted), posted | {"notes": WORDS})
    assert b"data-autosave-sent" in refused.content


@pytest.mark.parametrize("page", ["cancel", "read", "nothing"])
def test_only_pages_with_drafts_have_them(page: str, msl: User, planned: Interaction, sign_in: Any) -> None:
    assert sign_in(msl).post(address("draft", planned, page), {"notes": WORDS}).status_code == 404
    assert sign_in(msl).post(address("discard", planned, page)).status_code == 404
