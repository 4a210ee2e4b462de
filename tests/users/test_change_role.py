"""A new role on the same side: whoever may not finish open work any more hands it over, as at a change of sides."""

import pytest

from apps.core.merging import snapshot
from apps.firewall.sides import Side
from apps.interactions.models import Interaction
from apps.interactions.policies import may_plan
from apps.keyaccounts.policies import may_plan_visit
from apps.users import actions
from apps.users.handing_over import hand_over_waiting
from apps.users.models import HandOver, User
from apps.users.policies import CLIENT_ROLES
from apps.users.roles import FACTS, Role
from tests.factories import UserFactory
from tests.personas import WebClient
from tests.users.people import opened

ROLES = [role for role in Role if role not in CLIENT_ROLES]
SAME_SIDE = [
    (old, new) for old in ROLES for new in ROLES if old != new and FACTS[old].side == FACTS[new].side
]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_who_holds_contacts_is_who_may_finish_open_work(role: str) -> None:
    person = UserFactory(role=role)
    may_finish = may_plan(person) if person.side == Side.MEDICAL else may_plan_visit(person)
    assert bool(may_finish) is person.facts.records


@pytest.mark.parametrize(("old", "new"), SAME_SIDE)
def test_work_is_left_behind_by_a_role_that_may_not_finish_it(
    administrator: User, old: str, new: str
) -> None:
    person = UserFactory(role=old)
    actions.edit_person(
        by=administrator,
        person=person,
        before=snapshot(actions.person_values(person)),
        values={**actions.person_values(person), "role": new},
        move=actions.SideChange(),
    )
    causes = list(person.hand_overs.values_list("cause", flat=True))
    assert causes == (["changed_role"] if FACTS[old].records and not FACTS[new].records else [])


@pytest.mark.usefixtures("work")
def test_the_form_offers_a_colleague_and_the_work_moves(admin: WebClient, msl: User) -> None:
    colleague, page = UserFactory(role="msl"), f"/users/people/{msl.pk}/"
    sent = {**opened(admin, page), "role": "medical_information"}
    asked = admin.post(page, sent)
    assert "This role holds no contacts" in asked.content.decode()
    assert User.objects.get(pk=msl.pk).role == "msl"
    assert admin.post(page, {**sent, "receiver": str(colleague.pk), "confirm_side": "on"}).status_code == 302
    hand_over_waiting()
    row = HandOver.objects.get(person=msl)
    assert (row.state, row.from_role, row.to_role) == ("done", "msl", "medical_information")
    assert not Interaction.objects.filter(owner=msl, state="planned").exists()
    assert Interaction.objects.filter(owner=colleague).exists()
