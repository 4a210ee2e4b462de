"""An administrator who was demoted a moment ago does nothing more, and nobody acts on a person as they were before."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from apps.catalog import actions as catalogue
from apps.core.models import new_id
from apps.users import actions
from apps.users.models import HandOver, User
from tests.factories import TherapeuticAreaFactory, UserFactory
from tests.users.people import edit, values


def invite(by: User, person: User) -> None:
    actions.create_person(by=by, id=new_id(), values=values())


def choose(by: User, person: User) -> None:
    row = HandOver.objects.create(person=person, work_side="medical", asked_by=by, state="nobody")
    actions.hand_over(by=by, hand_over=row, receiver=UserFactory(role="msl"))


def team(by: User, person: User) -> None:
    actions.save_team(by=by, id=new_id(), values={"name": "West"})


def territory(by: User, person: User) -> None:
    actions.save_territory(by=by, id=new_id(), values={"name": "West"})


def area(by: User, person: User) -> None:
    catalogue.save_area(by=by, id=new_id(), values={"code": "west", "name": "West"})


def product(by: User, person: User) -> None:
    kept = TherapeuticAreaFactory()
    made = {"name": "West", "therapeutic_area": kept, "stage": "launched"}
    catalogue.save_product(by=by, id=new_id(), values=made)


def areas(by: User, person: User) -> None:
    catalogue.assign_areas(by=by, subject=person, data={"areas": []})


def on_person(action: Callable[..., Any]) -> Callable[[User, User], None]:
    def act(by: User, person: User) -> None:
        action(by=by, person=person)

    return act


ON_PEOPLE = [actions.deactivate_person, actions.ask_for_link, actions.reset_factor]


@pytest.mark.parametrize(
    "act", [invite, choose, team, territory, area, product, areas, edit, *map(on_person, ON_PEOPLE)]
)
@pytest.mark.parametrize("lost", [{"is_active": False}, {"role": "kam"}])
def test_who_is_an_administrator_no_more_changes_nothing(
    act: Callable[[User, User], None], lost: dict[str, Any], administrator: User, msl: User
) -> None:
    stale = UserFactory(role="administrator")
    User.objects.filter(pk=stale.pk).update(**lost)
    with pytest.raises(PermissionDenied):
        act(stale, msl)
    act(administrator, msl)


def test_a_person_is_judged_as_they_are_now(administrator: User, msl: User) -> None:
    before = User.objects.get(pk=msl.pk)
    actions.deactivate_person(by=administrator, person=msl)
    with pytest.raises(PermissionDenied):
        actions.ask_for_link(by=administrator, person=before)
    actions.reactivate_person(by=administrator, person=before)
    assert User.objects.get(pk=msl.pk).is_active
