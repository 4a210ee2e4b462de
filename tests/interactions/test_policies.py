"""Who may do what with an interaction: one table, every persona."""

from collections.abc import Callable

import pytest

from apps.interactions.models import Interaction
from apps.interactions.policies import may_amend, may_cancel, may_log, may_plan
from apps.users.models import User
from tests.personas import PERSONAS

#: persona: sees it, may plan at all, may log the planned one, may amend the submitted one, may cancel
TABLE = {
    "msl": (True, True, True, True, True),
    "other_msl": (False, True, False, False, False),
    "manager": (True, True, False, False, False),
    "director": (True, True, False, False, False),
    "medical_information": (False, False, False, False, False),
    "kam": (False, False, False, False, False),
    "commercial_lead": (False, False, False, False, False),
    "compliance": (True, False, False, False, False),
    "safety": (False, False, False, False, False),
    "administrator": (False, False, False, False, False),
    "stranger": (False, True, False, False, False),
}


def test_the_table_names_every_persona() -> None:
    assert set(TABLE) == set(PERSONAS)


@pytest.mark.parametrize("name", PERSONAS)
def test_policies(
    name: str, persona: Callable[[str], User], planned: Interaction, submitted: Interaction
) -> None:
    user = persona(name)
    sees = Interaction.objects.visible_to(user).filter(pk=planned.pk).exists()
    verdicts = (may_plan(user), may_log(user, planned), may_amend(user, submitted), may_cancel(user, planned))
    assert (sees, *map(bool, verdicts)) == TABLE[name]
    assert all(verdict.reason for verdict in verdicts if not verdict), "a refusal says why"


def test_a_locked_interaction_is_not_logged_again(msl: User, submitted: Interaction) -> None:
    assert "Amend it" in str(may_log(msl, submitted).reason)


def test_a_plan_is_not_amended(msl: User, planned: Interaction) -> None:
    assert "can still be edited" in str(may_amend(msl, planned).reason)


def test_a_manager_sees_what_the_team_recorded_outside_the_own_areas(
    manager: User, planned: Interaction, other_area: object
) -> None:
    Interaction.objects.filter(pk=planned.pk).update(therapeutic_area=other_area)
    assert Interaction.objects.visible_to(manager).filter(pk=planned.pk).exists()
