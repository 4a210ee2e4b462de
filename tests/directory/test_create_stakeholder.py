"""Adding a person: once, and not a second time under another spelling."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from apps.core.models import new_id
from apps.directory.actions import IdentifierTaken, create_stakeholder
from apps.directory.models import Stakeholder, StakeholderIdentifier
from apps.users.models import User
from tests.factories import StakeholderFactory
from tests.personas import WebClient

PAGE = "/directory/stakeholders/new/"
VALUES = {"first_name": "Ada", "last_name": "Byron", "customer_groups": ["kol"]}

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(msl)


def filled(web: WebClient, **changes: Any) -> dict[str, Any]:
    """The form as the page gives it, with the needful typed in."""
    return {"id": str(web.get(PAGE).context["form"]["id"].value()), **VALUES, **changes}


def test_a_person_is_added_with_every_field(web: WebClient) -> None:
    sent = filled(
        web,
        customer_groups=["kol", "payer"],
        languages=["de", "en"],
        country="DE",
        email="ada@clinic.example",
        preferred_channel="video",
        contacts_per_quarter="3",
        do_not_contact="on",
    )

    answer = web.post(PAGE, sent, follow=True)

    person = Stakeholder.objects.get()
    assert str(person.pk) == sent["id"]
    assert answer.redirect_chain[-1][0] == person.get_absolute_url()
    assert "Ada Byron was added." in answer.content.decode()
    assert (person.customer_groups, person.languages) == (["kol", "payer"], ["de", "en"])
    assert (person.contacts_per_quarter, person.do_not_contact) == (3, True)
    assert person.name_folded == "byron ada"


def test_a_double_click_makes_one_person(web: WebClient) -> None:
    sent = filled(web)

    first, second = web.post(PAGE, sent), web.post(PAGE, sent)

    assert Stakeholder.objects.count() == 1
    assert first["Location"] == second["Location"]


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ({"first_name": "Ada", "last_name": "Byron"}, {}),
        ({"first_name": "ÁDA", "last_name": "Byrón"}, {}),
        ({"first_name": "Byron", "last_name": "Ada"}, {}),
        ({"first_name": "Ada", "middle_name": "Lovelace", "last_name": "Byron"}, {}),
        ({"first_name": "A.", "last_name": "Byron"}, {}),
        ({"first_name": "Ada", "last_name": "Byron"}, {"first_name": "A"}),
    ],
)
def test_who_may_be_the_same_person_is_shown_first(
    web: WebClient, known: dict[str, str], typed: dict[str, str]
) -> None:
    person = StakeholderFactory(**known)
    sent = filled(web, **typed)

    answer = web.post(PAGE, sent)

    assert answer.status_code == 200
    assert "Is it one of these people?" in answer.content.decode()
    assert person.get_absolute_url() in answer.content.decode()
    assert Stakeholder.objects.count() == 1

    web.post(PAGE, {**sent, "create_anyway": "1"})
    assert Stakeholder.objects.count() == 2


@pytest.mark.parametrize("known", [{"first_name": "Anna"}, {"last_name": "Byronson"}, {"first_name": "B."}])
def test_other_names_raise_no_doubt(web: WebClient, known: dict[str, str]) -> None:
    StakeholderFactory(**{"first_name": "Ada", "last_name": "Byron", **known})

    assert web.post(PAGE, filled(web)).status_code == 302


def test_faults_stand_at_their_fields_and_nothing_typed_is_lost(web: WebClient) -> None:
    answer = web.post(
        PAGE, filled(web, last_name="", customer_groups=[], email="nonsense", contacts_per_quarter="0")
    )

    form = answer.context["form"]
    assert set(form.errors) == {"last_name", "customer_groups", "email", "contacts_per_quarter"}
    assert 'value="nonsense"' in answer.content.decode()
    assert not Stakeholder.objects.exists()


def test_the_action_takes_identifiers_along(msl: User) -> None:
    person = create_stakeholder(
        by=msl, values=VALUES, identifiers=[("orcid", "https://orcid.org/0000000218250097")]
    )

    assert [str(row) for row in person.identifiers.all()] == ["ORCID 0000-0002-1825-0097"]


def test_a_taken_identifier_leaves_nothing_behind(msl: User) -> None:
    holder = create_stakeholder(by=msl, values=VALUES, identifiers=[("crm", "7")])

    with pytest.raises(IdentifierTaken) as refusal:
        create_stakeholder(by=msl, id=new_id(), values=VALUES, identifiers=[("crm", "7")])

    assert refusal.value.holder == holder
    assert Stakeholder.objects.count() == StakeholderIdentifier.objects.count() == 1


def test_the_action_refuses_values_no_person_can_have(msl: User) -> None:
    with pytest.raises(ValidationError):
        create_stakeholder(by=msl, values={**VALUES, "customer_groups": ["nobody"]})
