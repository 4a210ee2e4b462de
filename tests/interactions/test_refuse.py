"""What changed while a form was open is told on the form: no refusal costs the words that were typed."""

from typing import Any

import pytest
from django.urls import reverse

from apps.interactions.actions import cancel_interaction
from apps.interactions.models import Interaction
from apps.users.models import User

WORDS = "Twelve sentences typed in a corridor."


@pytest.mark.parametrize(
    ("state", "page", "field", "word", "reason"),
    [
        ("planned", "edit_plan", "starts_at", "2031-05-06 07:08", "was cancelled"),
        ("planned", "log", "notes", WORDS, "was cancelled"),
        ("submitted", "amend", "notes", WORDS, "was cancelled"),
        ("submitted", "cancel", "reason", WORDS, "cancelled already"),
    ],
)
def test_a_refused_save_shows_the_words_again_and_the_reason(
    state: str,
    page: str,
    field: str,
    word: str,
    reason: str,
    msl: User,
    sign_in: Any,
    posted: dict[str, Any],
    request: pytest.FixtureRequest,
) -> None:
    interaction: Interaction = request.getfixturevalue(state)
    web, url = sign_in(msl), reverse(f"interactions:{page}", args=[interaction.pk])
    data = posted | {"before": _before(web, url), "reason": "A reason.", field: word}
    cancel_interaction(by=msl, interaction=interaction, reason="In the other window.")
    answer = web.post(url, data)
    assert answer.status_code == 200
    assert word in answer.content.decode()
    assert reason in answer.content.decode()
    assert Interaction.objects.get().state == "cancelled"


def _before(web: Any, url: str) -> Any:
    form = web.get(url).context["form"]
    return form["before"].value() if "before" in form.fields else ""


@pytest.mark.parametrize("page", ["edit_plan", "log", "amend", "cancel"])
def test_opening_is_refused_as_before(page: str, msl: User, sign_in: Any, planned: Interaction) -> None:
    cancel_interaction(by=msl, interaction=planned, reason="They are ill.")
    assert sign_in(msl).get(reverse(f"interactions:{page}", args=[planned.pk])).status_code == 403
