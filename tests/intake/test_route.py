"""Where a hand-off goes: rules by territory and area, the most specific one, and what happens without any."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from apps.core.models import new_id
from apps.directory.models import Account
from apps.firewall.roles import role_taken
from apps.handoffs.models import Handoff
from apps.intake.actions import route_waiting, save_handoff_rule
from apps.intake.handing_over import hand_over_open, open_of
from apps.intake.models import Handling, HandoffRule
from apps.intake.routing import route
from apps.notifications.models import Message
from apps.users.models import Team, Territory, User
from tests.factories import TerritoryFactory, UserFactory, assign, kol_profile

Ask = Callable[..., Handoff]


@pytest.fixture
def north(account: Account) -> Territory:
    """Where the account lies, in a part of it."""
    found: Territory = TerritoryFactory(name="All of the north")
    account.territory = TerritoryFactory(name="Coast", parent=found)
    account.save()
    return found


@pytest.fixture
def colleague(area: Any) -> User:
    """Works in the same area."""
    found: User = UserFactory(role="msl")
    assign(found, area)
    return found


def test_the_most_specific_rule_wins(
    handoff: Handoff, msl: User, colleague: User, team: Team, north: Territory
) -> None:
    handoff.account.refresh_from_db()
    HandoffRule.objects.create(team=team)
    assert route(handoff).team == team
    HandoffRule.objects.create(therapeutic_area=handoff.therapeutic_area, person=msl)
    assert route(handoff).person == msl
    HandoffRule.objects.create(territory=north, person=colleague)
    assert route(handoff).person == colleague, "of equals the territory; what lies below it counts"


def test_a_rule_whose_people_cannot_is_passed_over(
    handoff: Handoff, other_msl: User, colleague: User
) -> None:
    HandoffRule.objects.create(wanted="literature", person=other_msl)
    colleague.is_active = False
    colleague.save()
    HandoffRule.objects.create(therapeutic_area=handoff.therapeutic_area, person=colleague)
    found = route(handoff)
    assert (found.rule, found.person, found.team) == (None, None, None)


def test_without_a_rule_it_goes_to_who_is_entrusted(handoff: Handoff, colleague: User) -> None:
    kol_profile(area=handoff.therapeutic_area, stakeholder=handoff.stakeholder, responsible=colleague)
    assert route(handoff).person == colleague


def test_the_sweep_routes_once_and_tells(handoff: Handoff, msl: User, kam: User, other_msl: User) -> None:
    with role_taken("crm_medical"):
        assert [route_waiting(), route_waiting()] == [1, 0]
    assert Handling.objects.get().routed_because.startswith("No rule fits")
    told = dict(Message.objects.values_list("recipient", "kind"))
    assert told == {msl.pk: "handoff_waiting"}


def test_a_rule_assigns_and_tells_that_person(handoff: Handoff, colleague: User) -> None:
    HandoffRule.objects.create(therapeutic_area=handoff.therapeutic_area, person=colleague)
    route_waiting()
    assert Handling.objects.get().assignee == colleague
    assert dict(Message.objects.values_list("recipient", "kind")) == {colleague.pk: "handoff_assigned"}


def test_rules_are_kept_by_who_leads(director: User, msl: User, sign_in: Any, area: Any) -> None:
    web, page = sign_in(director), "/hand-offs/queue/rules/"
    web.post(page, {"therapeutic_area": str(area.pk), "person": str(msl.pk), "is_active": "on"})
    rule = HandoffRule.objects.get()
    assert str(rule) in web.get(page).content.decode()
    assert web.get(f"{page}{rule.pk}/").status_code == 200
    answer = web.post(page, {"therapeutic_area": str(area.pk), "is_active": "on"})
    assert "Choose a person or a team" in answer.content.decode()
    with pytest.raises(PermissionDenied):
        save_handoff_rule(by=msl, id=new_id(), values={"person": msl})


def test_what_somebody_leaves_goes_to_a_colleague(handoff: Handoff, msl: User, colleague: User) -> None:
    Handling.objects.create(handoff=handoff, assignee=msl)
    assert open_of(msl).count() == 1
    hand_over_open(person=msl, to=colleague)
    assert (open_of(msl).count(), open_of(colleague).count()) == (0, 1)


def test_one_that_fails_holds_up_no_other_and_is_tried_again(
    ask: Ask, msl: User, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = ask(words="Is zqx known?"), ask()
    refuse = f"ALTER TABLE notifications_message ADD CONSTRAINT bad CHECK (cause_id <> '{bad.pk}')"
    with connection.cursor() as cursor:
        cursor.execute(refuse)
    with role_taken("crm_medical"), caplog.at_level(logging.DEBUG):
        assert [route_waiting(), route_waiting()] == [1, 0]
    assert Handling.objects.get().handoff == good, "nothing half done is left of the other"
    assert [row.cause_id for row in Message.objects.filter(kind="handoff_waiting")] == [good.pk]
    assert (str(bad.pk) in caplog.text, "zqx" in caplog.text) == (True, False)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE notifications_message DROP CONSTRAINT bad")
    with role_taken("crm_medical"):
        assert route_waiting() == 1
