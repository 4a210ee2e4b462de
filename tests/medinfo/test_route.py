"""Routing: the most specific rule wins, somebody always sees the request, and the page says why."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from apps.catalog.models import Product, TherapeuticArea
from apps.core.models import new_id
from apps.medinfo import actions
from apps.medinfo.models import MedicalRequest, RoutingRule
from apps.medinfo.routing import route
from apps.notifications.models import Message
from apps.users.models import Team, User
from tests.factories import TeamFactory
from tests.personas import WebClient

NOTHING: dict[str, Any] = {
    "product": None,
    "country": "",
    "language": "",
    "kind": "",
    "person": None,
    "team": None,
}


@pytest.fixture
def product(area: TherapeuticArea) -> Product:
    return Product.objects.create(name="Velorix", therapeutic_area=area, stage="launched")


def rule(**changes: Any) -> RoutingRule:
    made: RoutingRule = RoutingRule.objects.create(**NOTHING | changes)
    return made


def test_the_most_specific_rule_wins(
    product: Product, draft: MedicalRequest, desk: Team, answerer: User
) -> None:
    """Each next rule names more of the request than the one before, or what counts more."""
    draft.product = product
    rules = [
        rule(team=desk),
        rule(team=desk, kind="medical"),
        rule(team=desk, language="de"),
        rule(team=desk, country="DE"),
        rule(team=desk, product=product),
        rule(team=desk, language="de", kind="medical"),
        rule(team=desk, country="DE", language="de"),
        rule(team=desk, product=product, country="DE"),
        rule(team=desk, product=product, country="DE", language="de"),
    ]
    rule(team=desk, product=product, country="FR", language="de", kind="medical")
    while rules:
        assert route(draft).rule == rules.pop()
        last = route(draft).rule
        assert last is not None
        RoutingRule.objects.filter(pk=last.pk).update(is_active=False)


def test_a_rule_whose_people_are_gone_is_passed_over(
    draft: MedicalRequest, desk: Team, answerer: User
) -> None:
    rule(country="DE", team=TeamFactory(name="Empty"))
    wide = rule(team=desk)
    assert route(draft).rule == wide
    User.objects.filter(pk=answerer.pk).update(is_active=False)
    assert route(draft).rule is None


def test_to_a_person_it_is_assigned_at_once(msl: User, answerer: User, draft: MedicalRequest) -> None:
    rule(country="DE", person=answerer)
    sent = actions.submit_request(by=msl, request=draft, is_unsolicited=True)
    assert (sent.state, sent.answerer) == ("assigned", answerer)
    assert [row.kind for row in Message.objects.filter(recipient=answerer)] == ["request_assigned"]


def test_the_page_says_which_rule(
    msl: User, desk: Team, answerer: User, draft: MedicalRequest, web: WebClient
) -> None:
    rule(country="DE", language="de", team=desk)
    actions.submit_request(by=msl, request=draft, is_unsolicited=True)
    assert "DE · de: Desk" in web.get(draft.get_absolute_url()).content.decode()


def test_only_the_queue_sees_it(
    msl: User, desk: Team, answerer: User, other_answerer: User, draft: MedicalRequest
) -> None:
    rule(country="DE", team=desk)
    actions.submit_request(by=msl, request=draft, is_unsolicited=True)
    assert MedicalRequest.objects.visible_to(answerer).exists()
    assert not MedicalRequest.objects.visible_to(other_answerer).exists()


def test_where_nobody_answers_directors_are_told(msl: User, director: User, draft: MedicalRequest) -> None:
    actions.submit_request(by=msl, request=draft, is_unsolicited=True)
    assert [row.recipient for row in Message.objects.all()] == [director]


def test_managers_keep_the_rules_and_others_do_not(
    manager: User, msl: User, desk: Team, answerer: User
) -> None:
    values = NOTHING | {"country": "FR", "team": desk, "is_active": True}
    made = actions.save_routing_rule(by=manager, id=new_id(), values=values)
    assert made.country == "FR"
    with pytest.raises(ValidationError, match="exactly this"):
        actions.save_routing_rule(by=manager, id=new_id(), values=values)
    with pytest.raises(PermissionDenied):
        actions.save_routing_rule(by=msl, id=new_id(), values=values)
    with pytest.raises(PermissionDenied):
        actions.save_routing_rule(
            by=manager, id=new_id(), values=values | {"country": "IT", "person": msl, "team": None}
        )


def test_a_rule_is_made_on_the_page(manager: User, desk: Team, answerer: User, sign_in: Any) -> None:
    web = sign_in(manager)
    answer = web.post(
        "/requests/rules/",
        {"id": str(new_id()), "country": "DE", "team": str(desk.pk), "is_active": "on"},
        follow=True,
    )
    assert "Queue of Desk" in answer.content.decode()
    web.post(
        "/requests/rules/response-time/",
        {"kind": "heor", "complexity": "simple", "amount": "6", "unit": "hours"},
    )
    assert "6" in web.get("/requests/rules/").content.decode()
    from apps.medinfo.due import response_time

    assert (response_time("heor", "simple").amount, response_time("heor", "simple").unit) == (6, "hours")
